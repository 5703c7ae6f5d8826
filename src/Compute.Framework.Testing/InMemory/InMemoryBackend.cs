using System.Collections.Concurrent;

namespace Compute.Framework.Testing;

/// <summary>The sandboxes and snapshots of one in-memory provider.</summary>
internal sealed class InMemoryBackend(TimeProvider time) : IDisposable
{
    private const string DefaultWorkingDirectory = "/workspace";

    /// <summary>The framework's own labels say who owns a sandbox; a snapshot has no owner.</summary>
    private const string FrameworkLabels = "compute.";

    private readonly ConcurrentDictionary<string, SandboxState> _sandboxes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Snapshot> _snapshots = new(StringComparer.Ordinal);

    public InMemorySandbox Create(
        string? snapshotId,
        string? name,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        string? workingDirectory,
        TimeSpan? lifetime)
    {
        var snapshot = snapshotId is null ? null : Find(snapshotId);
        var now = time.GetUtcNow();
        var standard = snapshot?.WorkingDirectory ?? DefaultWorkingDirectory;
        var facts = new InMemorySandbox
        {
            Id = NewId("mem"),
            CreatedAt = now,
            ExpiresAt = lifetime is { } limit ? (limit < DateTimeOffset.MaxValue - now ? now + limit : DateTimeOffset.MaxValue) : null,
            Labels = Copy(labels),
            Name = name,
            Environment = Copy(environment),
            WorkingDirectory = TreePath.Resolve(standard, workingDirectory ?? standard).Absolute,
        };
        return Add(facts, snapshot?.Root ?? DirectoryNode.Empty(now), snapshotId);
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

    private InMemorySandbox Add(InMemorySandbox facts, DirectoryNode root, string? snapshotId)
    {
        var files = new FileTree(root, time);
        files.CreateDirectory(TreePath.Resolve("/", facts.WorkingDirectory));
        _sandboxes[facts.Id] = new SandboxState(facts, files, snapshotId, time);
        return facts;
    }

    private Snapshot Find(string snapshotId) => _snapshots.TryGetValue(snapshotId, out var snapshot)
        ? snapshot
        : throw new UnsupportedOptionException(nameof(CreateSandboxOptions.SnapshotId), $"there is no snapshot '{snapshotId}'");

    private sealed record Snapshot(SnapshotInfo Info, DirectoryNode Root, string WorkingDirectory);
}
