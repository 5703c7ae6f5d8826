using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox, Honors(nameof(CreateSandboxOptions.Image), "Resources.Cpus")]
    private Task<Vm> MakeAsync(CreateSandboxOptions options, CancellationToken cancellationToken) => Task.Run(() => Make(options), cancellationToken);

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));

    private static Vm Make(CreateSandboxOptions wanted) => new(wanted.Image + wanted.Resources.Cpus);
}

public sealed record Vm([property: SandboxId] string Id);
