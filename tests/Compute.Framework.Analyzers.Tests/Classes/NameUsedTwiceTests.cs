namespace Compute.Framework.Analyzers.Tests;

public sealed class NameUsedTwiceTests : RuleTests
{
    public override string Id => "CFW0013";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithType("[[|Provider(\"plain\")|]] public sealed partial class OtherProvider { [CreateSandbox] private Task<Vm> A(CancellationToken t) => throw new NotSupportedException(); [GetSandbox] private Task<Vm?> B(string sandboxId, CancellationToken t) => throw new NotSupportedException(); [DestroySandbox] private Task C(string sandboxId, CancellationToken t) => throw new NotSupportedException(); [RunCommand] private Task<ExecutionResult> D(Vm vm, IReadOnlyList<string> arguments, CancellationToken t) => throw new NotSupportedException(); }").Replace("\n[Provider(\"plain\")]", "\n[[|Provider(\"plain\")|]]", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithType("[Provider(\"other\")] public sealed partial class OtherProvider { [CreateSandbox] private Task<Vm> A(CancellationToken t) => throw new NotSupportedException(); [GetSandbox] private Task<Vm?> B(string sandboxId, CancellationToken t) => throw new NotSupportedException(); [DestroySandbox] private Task C(string sandboxId, CancellationToken t) => throw new NotSupportedException(); [RunCommand] private Task<ExecutionResult> D(Vm vm, IReadOnlyList<string> arguments, CancellationToken t) => throw new NotSupportedException(); }"),
        Author.WithType("public sealed class OtherAttribute(string name) : Attribute { public string Name => name; } [Other(\"plain\")] public sealed class Thing;"),
    ];
}
