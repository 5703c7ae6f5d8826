namespace Compute.Framework.Testing.InMemory;

/// <summary>The sandboxes and snapshots in memory. Safe for concurrent use.</summary>
internal sealed class InMemoryBackend
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _sandboxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SavedTree> _snapshots = new(StringComparer.Ordinal);

    public void Add(InMemorySandbox sandbox, InMemoryTree tree)
    {
        lock (_lock)
        {
            _sandboxes.Add(sandbox.Id, new Entry(sandbox, tree));
        }
    }

    /// <summary>The sandbox; null when there is none or its lifetime has passed.</summary>
    public InMemorySandbox? Find(string id, DateTimeOffset now)
    {
        lock (_lock)
        {
            Sweep(now);
            return _sandboxes.GetValueOrDefault(id)?.Sandbox;
        }
    }

    public IReadOnlyList<InMemorySandbox> List(DateTimeOffset now)
    {
        lock (_lock)
        {
            Sweep(now);
            return [.. _sandboxes.Values.Select(entry => entry.Sandbox).OrderBy(sandbox => sandbox.CreatedAt)];
        }
    }

    public void Remove(string id)
    {
        lock (_lock)
        {
            _sandboxes.Remove(id);
        }
    }

    /// <summary>Works on a sandbox's files while nobody else does.</summary>
    /// <exception cref="SandboxNotFoundException">The sandbox is gone.</exception>
    public T WithTree<T>(string id, DateTimeOffset now, Func<InMemoryTree, T> action)
    {
        lock (_lock)
        {
            Sweep(now);
            return _sandboxes.TryGetValue(id, out var entry) ? action(entry.Tree) : throw new SandboxNotFoundException();
        }
    }

    public void Save(SnapshotInfo info, InMemoryTree tree)
    {
        lock (_lock)
        {
            _snapshots.Add(info.Id, new SavedTree(info, tree));
        }
    }

    /// <exception cref="ComputeException">There is no such snapshot.</exception>
    public InMemoryTree Saved(string snapshotId)
    {
        lock (_lock)
        {
            return _snapshots.TryGetValue(snapshotId, out var saved)
                ? saved.Tree
                : throw new ComputeException($"There is no snapshot '{snapshotId}'.");
        }
    }

    public IReadOnlyList<SnapshotInfo> Snapshots()
    {
        lock (_lock)
        {
            return [.. _snapshots.Values.Select(saved => saved.Info).OrderBy(info => info.CreatedAt)];
        }
    }

    public void Forget(string snapshotId)
    {
        lock (_lock)
        {
            _snapshots.Remove(snapshotId);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (id, entry) in _sandboxes)
        {
            if (entry.Sandbox.ExpiresAt <= now)
            {
                _sandboxes.Remove(id);
            }
        }
    }

    private sealed record Entry(InMemorySandbox Sandbox, InMemoryTree Tree);

    private sealed record SavedTree(SnapshotInfo Info, InMemoryTree Tree);
}
