using Compute.Framework;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Snapshots;

/// <summary>The records of snapshots, and the layers that somebody still needs.</summary>
internal sealed class SnapshotStore(SandboxStore sandboxes)
{
    private const string StoreLock = "layers";

    private readonly SandboxLock _lock = new();

    private StateDirectory State => sandboxes.State;

    /// <summary>Held while a layer is made, and until a record names it; and while unused layers are looked for.</summary>
    public ValueTask<SandboxLock.Holder> LockAsync(CancellationToken cancellationToken)
    {
        State.Ensure();
        return _lock.AcquireAsync(StoreLock, Path.Combine(State.Root, "layers.lock"), cancellationToken);
    }

    public void Add(SnapshotRecord record) => AtomicFile.Write(State.Snapshot(record.Id), record, StateJson.Default.SnapshotRecord);

    public SnapshotRecord? Find(string? id) =>
        SandboxId.IsValid(id)
            && AtomicFile.Read(State.Snapshot(id!), StateJson.Default.SnapshotRecord) is { } record
            && record.Id == id
            && record.IsComplete
            ? record
            : null;

    /// <summary>All records that can be read: one that cannot must not hide the others.</summary>
    /// <param name="failed">Told of what cannot be read now.</param>
    public IEnumerable<SnapshotRecord> List(Action<Exception>? failed = null)
    {
        foreach (var file in Directory.Exists(State.Snapshots) ? Directory.GetFiles(State.Snapshots, "*.json") : [])
        {
            SnapshotRecord? record = null;
            try
            {
                record = Find(Path.GetFileNameWithoutExtension(file));
            }
            catch (IOException exception)
            {
                failed?.Invoke(exception);
            }

            if (record is not null)
            {
                yield return record;
            }
        }
    }

    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!SandboxId.IsValid(id))
        {
            return;
        }

        using (await LockAsync(cancellationToken).ConfigureAwait(false))
        {
            File.Delete(State.Snapshot(id));
        }

        await CollectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the layers that no sandbox and no snapshot names. Found by looking, so that no count can be wrong.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        var unused = new List<string>();
        using (await LockAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!Directory.Exists(State.Layers) || !Directory.EnumerateDirectories(State.Layers).Any())
            {
                return;
            }

            // Whose record cannot be read now may need any of them.
            Exception? unread = null;
            var used = sandboxes.List(failure => unread = failure).SelectMany(
                sandbox => sandbox.Layers.Append(sandbox.PendingLayer ?? string.Empty))
                .Concat(List(failure => unread = failure).SelectMany(snapshot => snapshot.Layers)).ToHashSet(StringComparer.Ordinal);
            if (unread is not null)
            {
                return;
            }

            foreach (var layer in Directory.GetDirectories(State.Layers).Where(layer => !used.Contains(Path.GetFileName(layer))))
            {
                if (TryMoveToTrash(layer) is { } trash)
                {
                    unused.Add(trash);
                }
            }
        }

        await Task.Run(() => unused.ForEach(layer => TreeDeletion.TryDelete(layer)), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Where a layer is now; null when it cannot be moved, which the next collection tries again.</summary>
    private string? TryMoveToTrash(string layer)
    {
        try
        {
            var trash = Path.Combine(State.Trash, Path.GetFileName(layer));
            Directory.Move(layer, trash);
            return trash;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static SnapshotInfo Describe(SnapshotRecord record) => new()
    {
        Id = record.Id,
        Name = record.Name,
        ParentId = record.ParentId,
        CreatedAt = record.CreatedAt,
        Labels = record.Labels,
    };
}
