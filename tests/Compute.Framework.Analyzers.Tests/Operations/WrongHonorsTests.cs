namespace Compute.Framework.Analyzers.Tests;

public sealed class WrongHonorsTests : RuleTests
{
    public override string Id => "CFW1010";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("[RunCommand]", "[RunCommand, [|Honors(nameof(Command.User))|]]"),
        Author.With("[RunCommand]", "[RunCommand, [|Honors(nameof(Command.Arguments), \"Color\")|]]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "arguments[0], timeout?.ToString()", "command.Arguments[0], null"),
        Author.With("[RunCommand]", "[RunCommand, [|Honors(nameof(Command.Timeout))|]]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "arguments[0], timeout?.ToString()", "command.Arguments[0], command.Timeout?.ToString()"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("[RunCommand]", "[RunCommand, Honors(\"Arguments\")]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "arguments[0], timeout?.ToString()", "command.Arguments[0], null"),
        Author.With("[CreateSandbox]", "[CreateSandbox, Honors(\"Resources.Cpus\")]", "string? image, string? snapshotId", "SandboxResources? resources, string? snapshotId", " image, snap", " resources?.Cpus?.ToString(), snap"),
    ];
}
