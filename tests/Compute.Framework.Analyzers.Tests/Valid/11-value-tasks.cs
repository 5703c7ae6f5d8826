using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private ValueTask<Vm> MakeAsync(string? image, CancellationToken cancellationToken) => new(new Vm(image ?? "1"));

    [GetSandbox] private async ValueTask<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return new Vm(sandboxId);
    }

    [DestroySandbox] private ValueTask DestroyAsync(string sandboxId, CancellationToken cancellationToken) => sandboxId.Length > 0 ? ValueTask.CompletedTask : ValueTask.FromCanceled(cancellationToken);

    [RunCommand] private ValueTask<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => ValueTask.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));
}

public sealed record Vm([property: SandboxId] string Id);
