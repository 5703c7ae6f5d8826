namespace Compute.Framework.Analyzers.Tests;

public sealed class SeveralMethodsTests : RuleTests
{
    public override string Id => "CFW1002";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("    [CreateSnapshot]", "    [RunCommand] private Task<ExecutionResult> [|RunAsync|](Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => RunAsync(vm, arguments, null, cancellationToken);\n\n    [CreateSnapshot]"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithMember("private Task<ExecutionResult> AgainAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => RunAsync(vm, arguments, null, cancellationToken);"),
        Author.WithMember("[CheckAvailability] private Task<ProviderAvailability> CheckAsync(CancellationToken cancellationToken) => Task.FromCanceled<ProviderAvailability>(cancellationToken);"),
    ];
}
