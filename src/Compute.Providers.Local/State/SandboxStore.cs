namespace Compute.Providers.Local.State;

/// <summary>The records of sandboxes on disk. A sandbox is there exactly when its directory holds a record.</summary>
internal sealed class SandboxStore(StateDirectory state)
{
    public StateDirectory State => state;

    /// <summary>Makes a sandbox appear: prepared aside, then renamed, so that a crash leaves all of it or nothing.</summary>
    public SandboxPaths Add(SandboxRecord record, Action<SandboxPaths> prepare)
    {
        state.Ensure();
        var staged = new SandboxPaths(Path.Combine(state.Staging, record.Id));
        StateDirectory.CreatePrivate(staged.Root);
        try
        {
            StateDirectory.CreatePrivate(staged.Workspace);
            StateDirectory.CreatePrivate(staged.Temporary);
            prepare(staged);
            File.WriteAllBytes(
                staged.Record, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(record, StateJson.Default.SandboxRecord));
            var paths = state.Sandbox(record.Id);
            Directory.Move(staged.Root, paths.Root);
            return paths;
        }
        catch
        {
            TreeDeletion.TryDelete(staged.Root);
            throw;
        }
    }

    public void Update(SandboxRecord record) => AtomicFile.Write(state.Sandbox(record.Id).Record, record, StateJson.Default.SandboxRecord);

    /// <summary>The record of a sandbox; null when there is none, or none that can be used.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public SandboxRecord? Find(string? id) => SandboxId.IsValid(id)
        && AtomicFile.Read(state.Sandbox(id!).Record, StateJson.Default.SandboxRecord) is { } record && record.Id == id && record.IsComplete
            ? record
            : null;

    /// <summary>All records that can be read: one that cannot must not hide the others.</summary>
    /// <param name="failed">Told of what cannot be read now.</param>
    public IEnumerable<SandboxRecord> List(Action<Exception>? failed = null)
    {
        foreach (var id in Ids())
        {
            SandboxRecord? record = null;
            try
            {
                record = Find(id);
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

    /// <summary>The ids of all sandbox directories, also of one whose record cannot be read.</summary>
    public IEnumerable<string> Ids() => Directory.Exists(state.Sandboxes)
        ? Directory.EnumerateDirectories(state.Sandboxes).Select(path => Path.GetFileName(path)!).Where(SandboxId.IsValid)
        : [];

    /// <summary>Makes a sandbox disappear by a rename; null when it is not there (any more).</summary>
    public SandboxPaths? MoveToTrash(string id)
    {
        var trash = new SandboxPaths(Path.Combine(state.Trash, $"{id}-{SandboxId.New()}"));
        try
        {
            state.Ensure();
            Directory.Move(state.Sandbox(id).Root, trash.Root);
            return trash;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
