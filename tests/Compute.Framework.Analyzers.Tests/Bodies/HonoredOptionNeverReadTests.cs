namespace Compute.Framework.Analyzers.Tests;

public sealed class HonoredOptionNeverReadTests : RuleTests
{
    public override string Id => "CFW4002";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("[RunCommand]", "[RunCommand, Honors(nameof(Command.Arguments), [|nameof(Command.Timeout)|])]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "await SendAsync(vm.Id, command.Arguments[0], cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("[RunCommand]", "[RunCommand, Honors(\"Arguments\", [|\"User\"|])]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "ArgumentNullException.ThrowIfNull(command);\n        await SendAsync(vm.Id, command?.Arguments[0] + nameof(command.User), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("[CreateSandbox]", "[CreateSandbox, Honors(\"SnapshotId\", [|\"Resources.Cpus\"|])]", "MakeAsync(string? image, string? snapshotId, Extra? extra,", "MakeAsync(CreateSandboxOptions wanted,", "await SendAsync($\"create/{options.Region}\", image, snapshotId, extra?.Zone, cancellationToken);", "await SendAsync(\"create\", options.Region + wanted.SnapshotId, cancellationToken);"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithMember("[OpenTerminal, Honors(nameof(TerminalOptions.Columns))] private Task<TerminalChannel> OpenAsync(Vm vm, TerminalOptions options, CancellationToken cancellationToken) => Open(options);\n\n    private static Task<TerminalChannel> Open(TerminalOptions options) => throw new NotSupportedException(options.Columns.ToString());"),
        Author.With("[RunCommand]", "[RunCommand, Honors(\"Arguments\", \"Timeout\")]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "await SendAsync(vm.Id, command.Arguments[0], command.Timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("[RunCommand]", "[RunCommand, Honors(\"Arguments\", \"Timeout\")]", "private async Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout", "private async Task<ExecutionResult> RunAsync(Vm vm, Command command", "await SendAsync(vm.Id, arguments[0], timeout?.ToString(), cancellationToken);\n        return ExecutionResult.Exited(vm.LastExitCode);", "await Task.Run(() => Send(command), cancellationToken);\n\n        static void Send(Command all) => Console.WriteLine(all);\n        return ExecutionResult.Exited(vm.LastExitCode);"),
        Author.With("[CreateSandbox]", "[CreateSandbox, Honors(\"SnapshotId\", \"Resources.Cpus\")]", "MakeAsync(string? image, string? snapshotId, Extra? extra,", "MakeAsync(CreateSandboxOptions wanted,", "await SendAsync($\"create/{options.Region}\", image, snapshotId, extra?.Zone, cancellationToken);", "await SendAsync(\"create\", options.Region + wanted.SnapshotId + wanted.Resources?.Cpus, cancellationToken);"),
        Author.With("[CreateSandbox]", "[CreateSandbox, Honors(\"SnapshotId\", \"Image\")]", "MakeAsync(string? image, string? snapshotId, Extra? extra,", "MakeAsync(CreateSandboxOptions wanted,", "await SendAsync($\"create/{options.Region}\", image, snapshotId, extra?.Zone, cancellationToken);", "if (wanted is { SnapshotId: var id, Image: null }) await SendAsync(\"create\", options.Region + id, cancellationToken);"),
    ];
}
