using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider
{
    [CreateSnapshot]
    internal Task<SnapshotInfo> CreateSnapshotAsync(LocalHandle sandbox, string? name, CancellationToken cancellationToken) =>
        _backend.SnapshotAsync(sandbox.Id, name, cancellationToken);

    [ListSnapshots]
    internal async IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var snapshot in await Task.Run(() => _backend.ListSnapshots().ToList(), cancellationToken).ConfigureAwait(false))
        {
            yield return snapshot;
        }
    }

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        _backend.DeleteSnapshotAsync(snapshotId, cancellationToken);

    [Branch]
    internal Task<IReadOnlyList<LocalHandle>> BranchAsync(
        LocalHandle sandbox, int count, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        _backend.BranchAsync(sandbox.Id, count, labels, cancellationToken);
}
