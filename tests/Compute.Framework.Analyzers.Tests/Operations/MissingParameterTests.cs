namespace Compute.Framework.Analyzers.Tests;

public sealed class MissingParameterTests : RuleTests
{
    public override string Id => "CFW1007";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, ", "private async Task<ExecutionResult> [|RunAsync|](Vm vm, ", "arguments[0]", "\"\""),
        Author.With("FindAsync(string sandboxId, ", "[|FindAsync|](", "\"get\", sandboxId", "\"get\", \"\""),
        Author.With("SnapshotAsync(Vm vm, ", "[|SnapshotAsync|](", "\"snapshot\", vm.Id", "\"snapshot\", \"\""),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("DestroyAsync(string sandboxId", "DestroyAsync(Vm vm", "\"destroy\", sandboxId", "\"destroy\", vm.Id"),
        Author.With("string? name, Canc", "Canc", "vm.Id, name, ", "vm.Id, "),
    ];
}
