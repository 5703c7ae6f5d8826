namespace Compute.Framework.Analyzers.Tests;

public sealed class SeveralOperationsTests : RuleTests
{
    public override string Id => "CFW1013";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("[DestroySandbox]\n    private Task DestroyAsync", "[DestroySandbox, DeleteSnapshot]\n    private Task [|[|DestroyAsync|]|]"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.With("[RunCommand]", "[RunCommand, Honors(\"Arguments\")]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "arguments[0], timeout?.ToString()", "command.Arguments[0], null"),
    ];
}
