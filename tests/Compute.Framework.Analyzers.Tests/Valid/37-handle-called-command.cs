using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Command> MakeAsync(string? image, CancellationToken cancellationToken) => Task.FromResult(new Command(image ?? "1"));

    [GetSandbox] private Task<Command?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Command(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(Command options, CancellationToken cancellationToken) => Task.Delay(options.Id.Length, cancellationToken);

    [RunCommand, Honors("Arguments", "User")]
    private Task<ExecutionResult> RunAsync(Command handle, global::Compute.Framework.Command command, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionResult.Exited(handle.Id.Length + command.Arguments.Count + (command.User?.Length ?? 0)));
}

public sealed record Command([property: SandboxId] string Id);
