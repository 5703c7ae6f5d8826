using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm("1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand, Honors(nameof(Command.Arguments), nameof(Command.User), nameof(Command.Timeout))]
    private Task<ExecutionResult> RunAsync(Vm vm, Command command, CancellationToken cancellationToken) => command switch
    {
        { Arguments: [], User: null } => Task.FromResult(ExecutionResult.FailedToStart("There is no program.")),
        { Timeout: { } limit } => Task.Delay(limit, cancellationToken).ContinueWith(_ => ExecutionResult.TimedOut(), TaskScheduler.Default),
        _ => Task.FromResult(ExecutionResult.Exited(vm.Id.Length)),
    };
}

public sealed record Vm([property: SandboxId] string Id);
