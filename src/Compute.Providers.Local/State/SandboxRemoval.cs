using Compute.Framework;
using Compute.Providers.Local.Isolation;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local.State;

/// <summary>Removes sandboxes with all that belongs to them, whoever made them and whatever became of him.</summary>
internal sealed class SandboxRemoval(SandboxStore store, SandboxLock locks, IsolationChoice isolation, ILogger logger)
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(5);

    /// <summary>Removes a sandbox; returns when nothing of it runs any more. Succeeds when there is none.</summary>
    public async ValueTask RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (!SandboxId.IsValid(id))
        {
            return;
        }

        SandboxPaths? trash;
        try
        {
            // Whoever waits for the lock now finds the directory gone; so nothing starts after the search for processes.
            using var held = await locks.AcquireAsync(id, store.State.Sandbox(id).Lock, cancellationToken).ConfigureAwait(false);
            trash = store.MoveToTrash(id);
        }
        catch (SandboxNotFoundException)
        {
            trash = null;
        }

        locks.Forget(id);
        if (trash is { } paths)
        {
            await Task.Run(() => Clear(id, paths), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Finishes what others began and did not end: half-made sandboxes, and removals.</summary>
    public void SweepLeftovers()
    {
        foreach (var folder in new[] { store.State.Staging, store.State.Trash })
        {
            foreach (var path in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
            {
                var id = Path.GetFileName(path).Split('-')[0];
                if (SandboxId.IsValid(id) && DateTime.UtcNow - Directory.GetLastWriteTimeUtc(path) > AbandonedAfter)
                {
                    Clear(id, new SandboxPaths(path));
                }
            }
        }
    }

    private void Clear(string id, SandboxPaths paths)
    {
        isolation.KillAll(id, paths);
        if (!TreeDeletion.TryDelete(paths.Root))
        {
            LocalLog.NotRemoved(logger, id, paths.Root);
        }
    }
}
