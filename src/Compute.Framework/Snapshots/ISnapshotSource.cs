namespace Compute.Framework;

/// <summary>A sandbox whose files can be saved.</summary>
public interface ISnapshotSource
{
    /// <summary>Saves the files in their current state. The sandbox keeps running; later changes are not in the snapshot.</summary>
    /// <param name="name">A name for display.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<SnapshotInfo> CreateSnapshotAsync(string? name = null, CancellationToken cancellationToken = default);
}

/// <summary>A sandbox that can be branched.</summary>
public interface IBranchable
{
    /// <summary>Creates sandboxes that start with this sandbox's files. They are owned like those of
    /// <see cref="ISandboxProvider.CreateAsync"/>.</summary>
    /// <param name="count">The number of sandboxes, 1 to 1000. If one cannot be created, all of them are removed.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is left behind.</param>
    Task<IReadOnlyList<ISandbox>> BranchAsync(int count = 1, CancellationToken cancellationToken = default);
}

/// <summary>A provider that manages snapshots.</summary>
public interface ISnapshotStore
{
    /// <summary>Lists the snapshots at the back end.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes a snapshot. Idempotent. Sandboxes that were created from it are not affected.</summary>
    /// <param name="snapshotId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken = default);
}
