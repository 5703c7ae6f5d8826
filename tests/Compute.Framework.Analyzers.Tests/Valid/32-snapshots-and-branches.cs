using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Vm> MakeAsync(string? snapshotId, CancellationToken cancellationToken) => Task.FromResult(new Vm(snapshotId ?? "1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));

    [CreateSnapshot] private Task<SnapshotInfo> SnapshotAsync(Vm vm, CancellationToken cancellationToken) => Task.FromResult(new SnapshotInfo { Id = vm.Id });

    [ListSnapshots] private Task<IReadOnlyList<SnapshotInfo>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SnapshotInfo>>([]);

    [DeleteSnapshot] private Task DeleteAsync(string snapshotId, CancellationToken cancellationToken) => Task.Delay(snapshotId.Length, cancellationToken);

    [Branch] private Task<IReadOnlyList<Vm>> BranchAsync(Vm vm, int count, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Vm>>([.. Enumerable.Repeat(vm, count)]);
}

public sealed record Vm([property: SandboxId] string Id);
