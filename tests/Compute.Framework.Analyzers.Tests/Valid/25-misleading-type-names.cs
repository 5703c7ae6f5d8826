using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private System.Threading.Tasks.Task<Vm> MakeAsync(CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult(new Vm("1"));

    [GetSandbox] private System.Threading.Tasks.Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private System.Threading.Tasks.Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => System.Threading.Tasks.Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private System.Threading.Tasks.Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => System.Threading.Tasks.Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));
}

public sealed record Vm([property: SandboxId] string Id);

public sealed class Task;

public sealed class Command;

public sealed class String;
