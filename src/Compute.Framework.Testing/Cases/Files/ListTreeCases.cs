namespace Compute.Framework.Testing;

/// <summary>Recursive listings.</summary>
public static class ListTreeCases
{
    /// <summary>A recursive listing has everything below a directory once, and a directory before what it holds.</summary>
    [ComplianceCase("files/list-recursive")]
    public static async Task ListRecursive(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListDirectory);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var directory = context.Path("tree");
        foreach (var path in (string[])["top", "a/b/c/deep", "a/b/other", ".hidden/in -it", "z/\u00e9"])
        {
            await context.WriteTextAsync(sandbox, $"{directory}/{path}", "12345").ConfigureAwait(false);
        }

        await sandbox.Files.CreateDirectoryAsync($"{directory}/a/empty", context.CancellationToken).ConfigureAwait(false);
        var entries = await ListAsync(context, sandbox, directory).ConfigureAwait(false);
        CheckPaths(
            directory, entries,
            ".hidden", ".hidden/in -it", "a", "a/b", "a/b/c", "a/b/c/deep", "a/b/other", "a/empty", "top", "z", "z/\u00e9");
        var deep = entries.Single(entry => entry.Name == "deep");
        Check.Equal((FileEntryType.File, 5L), (deep.Type, deep.SizeBytes), "type and size of a file far below", Law.Files);
        var seen = new HashSet<string>(StringComparer.Ordinal) { directory };
        foreach (var path in entries.Select(entry => entry.Path))
        {
            var told = string.Join(", ", entries.Select(entry => entry.Path));
            Check.That(seen.Contains(path[..path.LastIndexOf('/')]), $"the directory of '{path}' before it", told, Law.Files);
            seen.Add(path);
        }

        var file = $"{directory}/top";
        await FileHelpers.CheckPathErrorAsync<SandboxNotADirectoryException>(
            file, "a recursive ListAsync of a file", () => ListAsync(context, sandbox, file)).ConfigureAwait(false);
        var missing = context.Path("missing");
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            missing, "a recursive ListAsync of what is missing", () => ListAsync(context, sandbox, missing)).ConfigureAwait(false);
    }

    /// <summary>A recursive listing follows no links, and takes every name.</summary>
    [ComplianceCase("files/list-recursive-links")]
    public static async Task ListRecursiveLinks(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListDirectory);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var directory = context.Path("linked");
        await context.TextAsync(
            sandbox,
            "mkdir -p \"$1/d\" \"$1-outside/in\" && cd \"$1\" && ln -s .. d/up && ln -s \"../${PWD##*/}-outside\" out"
            + " && ln -s nowhere broken && d=$(printf 'new\\nline') && mkdir \"$d\" && : > \"$d/*\"",
            directory).ConfigureAwait(false);
        var entries = await ListAsync(context, sandbox, directory)
            .WaitAsync(TimeSpan.FromMinutes(1), context.CancellationToken).ConfigureAwait(false);
        CheckPaths(directory, entries, "broken", "d", "d/up", "new\nline", "new\nline/*", "out");
        foreach (var entry in entries.Where(entry => entry.Name is "broken" or "up" or "out"))
        {
            Check.Equal(FileEntryType.SymbolicLink, entry.Type, $"the type of the link '{entry.Name}'", Law.Files);
        }
    }

    private static void CheckPaths(string directory, IEnumerable<FileEntry> entries, params string[] expected) => Check.Equal(
        string.Join(" | ", expected.Select(path => $"{directory}/{path}").Order(StringComparer.Ordinal)),
        string.Join(" | ", entries.Select(entry => entry.Path).Order(StringComparer.Ordinal)),
        "the paths in a recursive listing",
        Law.Files);

    private static async Task<List<FileEntry>> ListAsync(ComplianceContext context, ISandbox sandbox, string path)
    {
        var entries = new List<FileEntry>();
        await foreach (var entry in sandbox.Files.ListAsync(path, recursive: true, context.CancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
