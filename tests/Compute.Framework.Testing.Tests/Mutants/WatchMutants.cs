namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group files about watching.</summary>
internal static class WatchMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        Watch("what is new is told to have changed", "files/watch-create", changes => changes.Select(change => change.Kind == FileChangeKind.Created ? change with { Kind = FileChangeKind.Changed } : change)),
        Watch("changes of files are not told", "files/watch-change", changes => changes.Where(change => change.Kind != FileChangeKind.Changed)),
        Watch("deletions are not told", "files/watch-delete", changes => changes.Where(change => change.Kind != FileChangeKind.Deleted)),
        Watch("a rename is a deletion and a creation", "files/watch-rename", TornRenames),
        Watch("a name is created only once", "files/watch-recreated", Once),
        Watch("subdirectories are not watched", "files/watch-nested", Shallow),
        Watch("what happens beside the directory is told too", "files/watch-inside-only", Beside),
        Watch("a watch that is cancelled ends without saying so", "files/watch-ends", Quiet),
        Watch("names that are not UTF-8 are told as replacement characters", "files/watch-names-not-utf8", changes => changes.Select(change => change with { Path = Replaced(change.Path) })),
        Watch("a directory that is missing is watched for ever", "files/watch-errors", Tolerant),
    ];

    private static Mutant Watch(string name, string caseId, Func<IAsyncEnumerable<FileChange>, IAsyncEnumerable<FileChange>> change) =>
        new(name, caseId, new() { Further = new() { Watch = (watch, path) => change(watch(path)) } });

    private static string Replaced(string path) => string.Concat(path.Select(unit => unit is >= '\uDC80' and <= '\uDCFF' ? '\uFFFD' : unit));

    private static async IAsyncEnumerable<FileChange> Once(IAsyncEnumerable<FileChange> changes)
    {
        var created = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var change in changes)
        {
            yield return change.Kind == FileChangeKind.Created && !created.Add(change.Path) ? change with { Kind = FileChangeKind.Changed } : change;
        }
    }

    private static async IAsyncEnumerable<FileChange> TornRenames(IAsyncEnumerable<FileChange> changes)
    {
        await foreach (var change in changes)
        {
            if (change is { Kind: FileChangeKind.Renamed, OldPath: { } old })
            {
                yield return new FileChange(FileChangeKind.Deleted, old);
                yield return new FileChange(FileChangeKind.Created, change.Path);
            }
            else
            {
                yield return change;
            }
        }
    }

    private static async IAsyncEnumerable<FileChange> Shallow(IAsyncEnumerable<FileChange> changes)
    {
        string? root = null;
        await foreach (var change in changes)
        {
            root ??= change.Path;
            if (change.Path.LastIndexOf('/') <= root.Length)
            {
                yield return change;
            }
        }
    }

    private static async IAsyncEnumerable<FileChange> Beside(IAsyncEnumerable<FileChange> changes)
    {
        await foreach (var change in changes)
        {
            yield return change;
            if (change.Kind == FileChangeKind.Ready)
            {
                yield return new FileChange(FileChangeKind.Created, change.Path + "-too");
            }
        }
    }

    private static async IAsyncEnumerable<FileChange> Quiet(IAsyncEnumerable<FileChange> changes)
    {
        await using var reader = changes.GetAsyncEnumerator();
        while (await NextAsync())
        {
            yield return reader.Current;
        }

        async Task<bool> NextAsync()
        {
            try
            {
                return await reader.MoveNextAsync();
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    private static async IAsyncEnumerable<FileChange> Tolerant(IAsyncEnumerable<FileChange> changes)
    {
        await using var reader = changes.GetAsyncEnumerator();
        while (await NextAsync())
        {
            yield return reader.Current;
        }

        async Task<bool> NextAsync()
        {
            try
            {
                return await reader.MoveNextAsync();
            }
            catch (SandboxFileNotFoundException)
            {
                return false;
            }
        }
    }
}
