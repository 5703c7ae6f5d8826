using Compute.Framework;
using Compute.Framework.Authoring;
using Answer = System.Threading.Tasks.Task<Compute.Framework.ExecutionResult>;
using Make = Compute.Framework.Authoring.CreateSandboxAttribute;
using Words = System.Collections.Generic.IReadOnlyList<string>;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [Make] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm("1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Answer RunAsync(Vm vm, Words arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));
}

public sealed record Vm([property: SandboxId] string Id);
