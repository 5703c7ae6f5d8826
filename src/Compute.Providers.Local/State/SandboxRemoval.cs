using Compute.Framework;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Snapshots;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local.State;

/// <summary>Removes sandboxes with all that belongs to them, whoever made them and whatever became of him.</summary>
internal sealed class SandboxRemoval(
    SandboxStore store, SandboxLock locks, IsolationChoice isolation, SnapshotStore snapshots, ILogger logger)
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(5);

    /// <summary>Removes a sandbox; returns when nothing of it runs any more. Succeeds when there is none.</summary>
    /// <param name="id">The sandbox.</param>
    /// <param name="cancellationToken">Cancels the wait for the sandbox's lock.</param>
    /// <param name="collect">Whether layers that nobody needs any more are deleted; not while the caller holds the lock of the
    /// layers.</param>
    /// <param name="onlyIf">Asked under the sandbox's lock, where it has a record: whether to remove it after all.</param>
    /// <returns>Whether there was one that is gone now.</returns>
    public async ValueTask<bool> RemoveAsync(
        string id, CancellationToken cancellationToken, bool collect = true, Func<SandboxRecord, bool>? onlyIf = null)
    {
        if (!SandboxId.IsValid(id))
        {
            return false;
        }

        SandboxPaths? trash;
        try
        {
            // Whoever waits for the lock now finds the directory gone; so nothing starts after the search for processes.
            using var held = await locks.AcquireAsync(id, store.State.Sandbox(id).Lock, cancellationToken).ConfigureAwait(false);
            if (onlyIf is not null && store.Find(id) is { } record && !onlyIf(record))
            {
                return false;
            }

            trash = store.MoveToTrash(id);
        }
        catch (SandboxNotFoundException)
        {
            trash = null;
        }

        locks.Forget(id);
        if (trash is { } paths)
        {
            await Task.Run(() => ClearAsync(id, paths, collect), CancellationToken.None).ConfigureAwait(false);
        }

        return trash is not null;
    }

    /// <summary>Finishes what others began and did not end: half-made sandboxes, and removals. What cannot be finished is
    /// skipped.</summary>
    public async Task SweepLeftoversAsync()
    {
        foreach (var folder in new[] { store.State.Staging, store.State.Trash })
        {
            foreach (var path in Entries(folder))
            {
                try
                {
                    await SweepAsync(path).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    // One sandbox's remains must not stop the work on all others.
                    LocalLog.CleanUpFailed(logger, exception);
                }
            }
        }
    }

    private async Task SweepAsync(string path)
    {
        var id = Path.GetFileName(path).Split('-')[0];
        if (SandboxId.IsValid(id) && DateTime.UtcNow - Directory.GetLastWriteTimeUtc(path) > AbandonedAfter)
        {
            await ClearAsync(id, new SandboxPaths(path), collect: true).ConfigureAwait(false);
        }
    }

    private static string[] Entries(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private async Task ClearAsync(string id, SandboxPaths paths, bool collect)
    {
        isolation.KillAll(id, paths);
        Workspaces.Release(paths);
        var hasLayers = HasLayers(paths);
        if (TreeDeletion.Delete(paths.Root) is { } left)
        {
            LocalLog.NotRemoved(logger, id, paths.Root, left);
            Postpone(paths.Root);
        }

        if (hasLayers && collect)
        {
            await snapshots.CollectAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static bool HasLayers(SandboxPaths paths)
    {
        try
        {
            return AtomicFile.Read(
                paths.Record, StateJson.Default.SandboxRecord) is null or { Layers: not { Count: 0 } } or { PendingLayer: not null };
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>What cannot be deleted is tried again after a while, not with each call.</summary>
    private static void Postpone(string path)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It costs time only.
        }
    }
}
