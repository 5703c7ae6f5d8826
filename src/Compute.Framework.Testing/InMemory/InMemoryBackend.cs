using System.Collections.Concurrent;

namespace Compute.Framework.Testing;

/// <summary>The sandboxes and snapshots of one in-memory provider.</summary>
internal sealed partial class InMemoryBackend(TimeProvider time) : IDisposable
{
    private const string DefaultWorkingDirectory = "/workspace";

    /// <summary>The framework's own labels say who owns a sandbox; a snapshot has no owner.</summary>
    private const string FrameworkLabels = "compute.";

    private readonly ConcurrentDictionary<string, SandboxState> _sandboxes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Snapshot> _snapshots = new(StringComparer.Ordinal);

    /// <summary>What happened to the sandboxes.</summary>
    public EventLog Events { get; } = new();

    public InMemorySandbox Create(
        string? template,
        string? snapshotId,
        string? name,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        string? workingDirectory,
        TimeSpan? lifetime)
    {
        if (template is not null && snapshotId is not null)
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Template), "a snapshot is to be started from too");
        }

        var prepared = template is null ? null : FindTemplate(template);
        var snapshot = snapshotId is null ? null : Find(snapshotId);
        var now = time.GetUtcNow();
        var standard = snapshot?.WorkingDirectory ?? DefaultWorkingDirectory;
        var facts = new InMemorySandbox
        {
            Id = NewId("mem"),
            CreatedAt = now,
            ExpiresAt = lifetime is { } limit ? SandboxState.EndAfter(now, limit) : null,
            Labels = Copy(labels),
            Name = name,
            Environment = Copy(environment),
            WorkingDirectory = TreePath.Resolve(standard, workingDirectory ?? standard).Absolute,
        };
        var root = snapshot?.Root ?? DirectoryNode.Empty(now);
        return Add(facts, root, snapshotId, prepared?.Directory);
    }

    public IReadOnlyList<InMemorySandbox> Branch(string sandboxId, int count, IReadOnlyDictionary<string, string> labels)
    {
        var source = Get(sandboxId);
        var root = source.Files.Root;
        var common = source.Facts with { CreatedAt = time.GetUtcNow(), Labels = Copy(labels) };
        return [.. Enumerable.Range(0, count).Select(_ => Add(common with { Id = NewId("mem") }, root, source.SnapshotId))];
    }

    /// <exception cref="SandboxNotFoundException">There is none, or not any more.</exception>
    public SandboxState Get(string sandboxId)
    {
        if (!_sandboxes.TryGetValue(sandboxId, out var sandbox))
        {
            throw new SandboxNotFoundException();
        }

        if (sandbox.IsGone)
        {
            Destroy(sandboxId);
            throw new SandboxNotFoundException();
        }

        return sandbox;
    }

    public InMemorySandbox? Describe(string sandboxId) =>
        _sandboxes.TryGetValue(sandboxId, out var sandbox) && !sandbox.IsGone ? sandbox.Facts : null;

    public IReadOnlyList<InMemorySandbox> List() =>
        [.. _sandboxes.Values.Where(sandbox => !sandbox.IsGone).Select(sandbox => sandbox.Facts)];

    public void Destroy(string sandboxId)
    {
        if (_sandboxes.TryRemove(sandboxId, out var sandbox))
        {
            sandbox.Dispose();
            Events.Add(SandboxEventKind.Destroyed, sandbox.Facts, time.GetUtcNow());
        }
    }

    public SnapshotInfo Save(string sandboxId, string? name)
    {
        var sandbox = Get(sandboxId);
        var info = new SnapshotInfo
        {
            Id = NewId("snap"),
            Name = name,
            ParentId = sandbox.SnapshotId,
            CreatedAt = time.GetUtcNow(),
            Labels = sandbox.Facts.Labels
                .Where(label => !label.Key.StartsWith(FrameworkLabels, StringComparison.Ordinal))
                .ToDictionary(),
        };
        _snapshots[info.Id] = new Snapshot(info, sandbox.Files.Root, sandbox.Facts.WorkingDirectory);
        return info;
    }

    public IReadOnlyList<SnapshotInfo> ListSnapshots() => [.. _snapshots.Values.Select(snapshot => snapshot.Info)];

    public void DeleteSnapshot(string snapshotId) => _snapshots.TryRemove(snapshotId, out _);

    /// <summary>Ends what runs. Nobody can reach the sandboxes any more.</summary>
    public void Dispose()
    {
        foreach (var id in _sandboxes.Keys)
        {
            Destroy(id);
        }
    }

    private static string NewId(string kind) => $"{kind}-{Guid.NewGuid():n}";

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string> values) => new(values, StringComparer.Ordinal);

    private InMemorySandbox Add(InMemorySandbox facts, DirectoryNode root, string? snapshotId, DirectoryNode? workspace = null)
    {
        var files = new FileTree(root, time);
        var directory = TreePath.Resolve("/", facts.WorkingDirectory);
        files.CreateDirectory(directory);
        if (workspace is not null)
        {
            files.Put(directory, workspace);
        }

        _sandboxes[facts.Id] = new SandboxState(facts, files, snapshotId, time);
        Events.Add(SandboxEventKind.Created, facts, time.GetUtcNow());
        return facts;
    }

    private Snapshot Find(string snapshotId) => _snapshots.TryGetValue(snapshotId, out var snapshot)
        ? snapshot
        : throw new ResourceNotFoundException("snapshot", snapshotId);

    private sealed record Snapshot(SnapshotInfo Info, DirectoryNode Root, string WorkingDirectory);
}
