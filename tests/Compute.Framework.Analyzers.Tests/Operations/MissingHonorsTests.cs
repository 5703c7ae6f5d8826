namespace Compute.Framework.Analyzers.Tests;

public sealed class MissingHonorsTests : RuleTests
{
    public override string Id => "CFW1009";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> [|RunAsync|](Vm vm, Command command", "arguments[0], timeout?.ToString()", "command.Arguments[0], null"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("[RunCommand]", "[RunCommand, Honors(nameof(Command.Arguments), nameof(Command.Timeout))]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "arguments[0], timeout?.ToString()", "command.Arguments[0], command.Timeout?.ToString()"),
        Author.With("private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, string? user", "arguments[0], timeout?.ToString()", "arguments[0], user"),
    ];
}
