using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm("1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(Vm vm, CancellationToken cancellationToken) => Task.Delay(vm.Id.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));
}

public sealed record Vm([property: SandboxId] string Id);
