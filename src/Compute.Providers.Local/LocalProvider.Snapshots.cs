using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Snapshots;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider
{
    [CreateSnapshot]
    internal async Task<SnapshotInfo> CreateSnapshotAsync(LocalSandbox sandbox, string? name, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
        using var layers = await _snapshots.LockAsync(cancellationToken).ConfigureAwait(false);
        var source = Require(sandbox.Id);
        var snapshot = new SnapshotRecord
        {
            Id = SandboxId.New(),
            Name = name,
            ParentId = source.SnapshotId,
            CreatedAt = _time.GetUtcNow(),
            Labels = source.Labels.Where(label => !label.Key.StartsWith("compute.", StringComparison.Ordinal)).ToDictionary(),
            Layers = await FreezeAsync(source).ConfigureAwait(false),
        };
        _snapshots.Add(snapshot);
        return SnapshotStore.Describe(snapshot);
    }

    [ListSnapshots]
    internal async IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var snapshot in await Task.Run(() => _snapshots.List().Select(SnapshotStore.Describe).ToList(), cancellationToken)
            .ConfigureAwait(false))
        {
            yield return snapshot;
        }
    }

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        _snapshots.DeleteAsync(snapshotId, cancellationToken);

    /// <summary>Makes sandboxes that begin with another's files; all of them or none.</summary>
    [Branch]
    internal async Task<IReadOnlyList<LocalSandbox>> BranchAsync(
        LocalSandbox sandbox, int count, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        try
        {
            return await BranchLockedAsync(sandbox.Id, count, labels, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!_workspaces.Method.IsOverlay)
            {
                // Without overlays each branch has a copy of the layer, and nobody names the layer itself.
                await _snapshots.CollectAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task<IReadOnlyList<LocalSandbox>> BranchLockedAsync(
        string id, int count, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        using var locked = await _snapshots.LockAsync(cancellationToken).ConfigureAwait(false);
        var source = Require(id);
        var layers = await FreezeAsync(source).ConfigureAwait(false);
        var branches = new List<LocalSandbox>(count);
        try
        {
            for (var index = 0; index < count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                branches.Add(await AddAsync(Branch(source, labels), layers).ConfigureAwait(false));
            }

            return branches;
        }
        catch
        {
            foreach (var branch in branches)
            {
                _expiry.Forget(branch.Id);
                await _removal.RemoveAsync(branch.Id, CancellationToken.None, collect: false).ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>A branch is what its source is, with labels and a life of its own.</summary>
    private SandboxRecord Branch(SandboxRecord source, IReadOnlyDictionary<string, string> labels)
    {
        var now = _time.GetUtcNow();
        return source with
        {
            Id = SandboxId.New(),
            CreatedAt = now,
            ExpiresAt = now + (source.ExpiresAt - source.CreatedAt),
            Labels = new(labels, StringComparer.Ordinal),
            PendingLayer = null,
            Paused = null,
        };
    }

    private Task<List<string>> FreezeAsync(SandboxRecord source) =>
        Task.Run(() => _workspaces.Freeze(source, _writing.GetValueOrDefault(source.Id) > 0));
}
