namespace Compute.Framework.Testing;

/// <summary>Directories, listings, moves, copies, deletions.</summary>
public static class TreeCases
{
    /// <summary>A listing gives name, path, type, size and time of what a directory holds, and nothing below.</summary>
    [ComplianceCase("files/list")]
    [Proves(SandboxOperation.ListDirectory)]
    public static async Task List(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListDirectory);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("listed/file"), "12345").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("listed/.hidden"), "").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("listed/directory/below"), "x").ConfigureAwait(false);
        var entries = await context.ListFilesAsync(sandbox, context.Path("listed")).ConfigureAwait(false);
        Check.Equal(
            ".hidden, directory, file",
            string.Join(", ", entries.Select(entry => entry.Name).Order(StringComparer.Ordinal)),
            "the names in a listing",
            Law.Files);
        var file = entries.Single(entry => entry.Name == "file");
        Check.Equal(FileEntryType.File, file.Type, "the type of a file", Law.Files);
        Check.Equal(5, file.SizeBytes, "the size of a file", Law.Files);
        Check.Equal(context.Path("listed/file"), file.Path, "the path of a listed file", Law.Files);
        CheckTime(file.ModifiedAt);
        Check.Equal(FileEntryType.Directory, entries.Single(entry => entry.Name == "directory").Type, "the type of a directory", Law.Files);
    }

    /// <summary>A listing of an empty directory is empty.</summary>
    [ComplianceCase("files/list-empty")]
    public static async Task ListEmpty(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListDirectory);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await sandbox.Files.CreateDirectoryAsync(context.Path("bare"), context.CancellationToken).ConfigureAwait(false);
        var entries = await context.ListFilesAsync(sandbox, context.Path("bare")).ConfigureAwait(false);
        Check.Equal("", string.Join(", ", entries.Select(entry => entry.Name)), "the names in an empty directory", Law.Files);
    }

    /// <summary>A listing of 1,000 entries is complete.</summary>
    [ComplianceCase("files/list-thousand")]
    public static async Task ListThousand(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListDirectory);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var directory = context.Path("thousand");
        if (context.Settings.NoShell is null)
        {
            await context.TextAsync(
                sandbox,
                "mkdir -p \"$1\" && cd \"$1\" && i=0; while [ $i -lt 1000 ]; do : > \"entry $i\"; i=$((i+1)); done",
                directory).ConfigureAwait(false);
        }
        else
        {
            for (var i = 0; i < 1000; i++)
            {
                await context.WriteTextAsync(sandbox, $"{directory}/entry {i}", "").ConfigureAwait(false);
            }
        }

        var names = (await context.ListFilesAsync(sandbox, directory).ConfigureAwait(false)).Select(entry => entry.Name).ToList();
        Check.Equal(1000, names.Count, "the number of entries in a listing of 1,000 files", Law.Files);
        Check.Equal(1000, names.Distinct().Count(), "the number of different names among them", Law.Files);
    }

    /// <summary>An entry reports name, type, size and time, of files and directories.</summary>
    [ComplianceCase("files/entry")]
    [Proves(SandboxOperation.DescribeFile)]
    [Proves(SandboxOperation.FileExists)]
    public static async Task Entry(ComplianceContext context)
    {
        context.Require(SandboxOperation.DescribeFile);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("described/file");
        await context.WriteTextAsync(sandbox, path, "1234567").ConfigureAwait(false);
        var file = Check.NotNull(
            await sandbox.Files.GetEntryAsync(path, context.CancellationToken).ConfigureAwait(false), "an entry for a file", Law.Files);
        Check.Equal("file", file.Name, "FileEntry.Name", Law.Files);
        Check.Equal(path, file.Path, "FileEntry.Path", Law.Files);
        Check.Equal(FileEntryType.File, file.Type, "FileEntry.Type of a file", Law.Files);
        Check.Equal(7, file.SizeBytes, "FileEntry.SizeBytes", Law.Files);
        CheckTime(file.ModifiedAt);
        var directory = Check.NotNull(
            await sandbox.Files.GetEntryAsync(context.Path("described"), context.CancellationToken).ConfigureAwait(false),
            "an entry for a directory",
            Law.Files);
        Check.Equal(FileEntryType.Directory, directory.Type, "FileEntry.Type of a directory", Law.Files);
        Check.That(
            await context.ExistsAsync(sandbox, path).ConfigureAwait(false)
                && await context.ExistsAsync(sandbox, context.Path("described")).ConfigureAwait(false),
            "ExistsAsync is true for a file and for a directory",
            "false",
            Law.Files);
    }

    /// <summary>An entry of a link is the link's own, and its mode is reported as it is.</summary>
    [ComplianceCase("files/entry-link-and-mode")]
    public static async Task EntryLinkAndMode(ComplianceContext context)
    {
        context.Require(SandboxOperation.DescribeFile);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        await context.TextAsync(
            sandbox,
            "mkdir -p \"$1\" && cd \"$1\" && printf x > script && chmod 751 script && ln -s script link && ln -s nowhere broken",
            context.Path("modes")).ConfigureAwait(false);
        foreach (var name in (string[])["link", "broken"])
        {
            var link = Check.NotNull(
                await sandbox.Files.GetEntryAsync(context.Path($"modes/{name}"), context.CancellationToken).ConfigureAwait(false),
                $"an entry for the link '{name}'",
                Law.Files);
            Check.Equal(FileEntryType.SymbolicLink, link.Type, $"the type of the link '{name}'", Law.Files);
        }

        var script = Check.NotNull(
            await sandbox.Files.GetEntryAsync(context.Path("modes/script"), context.CancellationToken).ConfigureAwait(false),
            "an entry for the file",
            Law.Files);
        if (script.Mode is { } mode)
        {
            Check.Equal("751", Convert.ToString((int)mode & 0x1ff, 8), "the mode (octal)", Law.Files);
        }
    }

    /// <summary>Creating a directory creates its parents, and succeeds when it is there.</summary>
    [ComplianceCase("files/create-directory")]
    [Proves(SandboxOperation.CreateDirectory)]
    public static async Task CreateDirectory(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("made/of/many");
        await sandbox.Files.CreateDirectoryAsync(path, context.CancellationToken).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, $"{path}/kept", "kept").ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => sandbox.Files.CreateDirectoryAsync(path, context.CancellationToken),
            "CreateDirectoryAsync of what is there",
            Law.Files).ConfigureAwait(false);
        Check.Equal(
            "kept",
            await context.ReadTextAsync(sandbox, $"{path}/kept").ConfigureAwait(false),
            "a file in a directory that is created again",
            Law.Files);
    }

    /// <summary>A move takes the content along, creates parents and replaces a file.</summary>
    [ComplianceCase("files/move")]
    [Proves(SandboxOperation.MovePath)]
    public static async Task Move(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("move/from"), "moved").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("move/old"), "a longer old content").ConfigureAwait(false);
        await sandbox.Files.MoveAsync(
            context.Path("move/from"), context.Path("move/new/parent/to"), context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, context.Path("move/from")).ConfigureAwait(false),
            "the source is gone after MoveAsync",
            "it is there",
            Law.Files);
        await sandbox.Files.MoveAsync(
            context.Path("move/new/parent/to"), context.Path("move/old"), context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "moved",
            await context.ReadTextAsync(sandbox, context.Path("move/old")).ConfigureAwait(false),
            "the file that was moved over another",
            Law.Files);
        await context.WriteTextAsync(sandbox, context.Path("move/tree/a/b"), "deep").ConfigureAwait(false);
        await sandbox.Files.MoveAsync(
            context.Path("move/tree"), context.Path("move/wood"), context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "deep",
            await context.ReadTextAsync(sandbox, context.Path("move/wood/a/b")).ConfigureAwait(false),
            "a file in a directory that was moved",
            Law.Files);
        Check.That(
            !await context.ExistsAsync(sandbox, context.Path("move/tree")).ConfigureAwait(false),
            "the directory is gone from its old path",
            "it is there",
            Law.Files);
    }

    /// <summary>A copy of a file or a tree stands by itself.</summary>
    [ComplianceCase("files/copy")]
    [Proves(SandboxOperation.CopyPath)]
    public static async Task Copy(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("copy/tree/a/b"), "deep").ConfigureAwait(false);
        await sandbox.Files.CopyAsync(
            context.Path("copy/tree/a/b"),
            context.Path("copy/far/file"),
            cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await sandbox.Files.CopyAsync(
            context.Path("copy/tree"), context.Path("copy/twin"), recursive: true, context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "deep",
            await context.ReadTextAsync(sandbox, context.Path("copy/tree/a/b")).ConfigureAwait(false),
            "the source after it was copied",
            Law.Files);
        await context.WriteTextAsync(sandbox, context.Path("copy/tree/a/b"), "changed").ConfigureAwait(false);
        Check.Equal(
            "deep",
            await context.ReadTextAsync(sandbox, context.Path("copy/far/file")).ConfigureAwait(false),
            "a copied file after its source changed",
            Law.Files);
        Check.Equal(
            "deep",
            await context.ReadTextAsync(sandbox, context.Path("copy/twin/a/b")).ConfigureAwait(false),
            "a file of a copied tree after its source changed",
            Law.Files);
        Check.Equal(
            "changed", await context.ReadTextAsync(sandbox, context.Path("copy/tree/a/b")).ConfigureAwait(false), "the source", Law.Files);
    }

    /// <summary>A recursive deletion takes the tree and nothing else, not what a link in it leads to.</summary>
    [ComplianceCase("files/delete-recursive")]
    public static async Task DeleteRecursive(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("gone/a/b"), "x").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("kept/file"), "kept").ConfigureAwait(false);
        if (context.Settings.NoShell is null)
        {
            await context.TextAsync(sandbox, "cd \"$1\" && ln -s ../kept gone/link", context.Path(".")).ConfigureAwait(false);
        }

        await sandbox.Files.DeleteAsync(context.Path("gone"), recursive: true, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, context.Path("gone")).ConfigureAwait(false), "the tree is gone", "it is there", Law.Files);
        Check.Equal(
            "kept",
            await context.ReadTextAsync(sandbox, context.Path("kept/file")).ConfigureAwait(false),
            "a file next to the deleted tree, to which a link in it led",
            Law.Files);
    }

    /// <summary>A file, and an empty directory, is deleted without recursion.</summary>
    [ComplianceCase("files/delete")]
    [Proves(SandboxOperation.DeletePath)]
    public static async Task Delete(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("delete/file"), "x").ConfigureAwait(false);
        await sandbox.Files.DeleteAsync(context.Path("delete/file"), cancellationToken: context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, context.Path("delete/file")).ConfigureAwait(false),
            "the file is gone",
            "it is there",
            Law.Files);
        await Check.SucceedsAsync(
            () => sandbox.Files.DeleteAsync(context.Path("delete"), cancellationToken: context.CancellationToken),
            "DeleteAsync of an empty directory",
            Law.Files).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, context.Path("delete")).ConfigureAwait(false),
            "the empty directory is gone",
            "it is there",
            Law.Files);
    }

    private static void CheckTime(DateTimeOffset? modified)
    {
        if (modified is { } time)
        {
            Check.That(
                (DateTimeOffset.UtcNow - time).Duration() < TimeSpan.FromMinutes(5), "a ModifiedAt of about now", $"{time:O}", Law.Files);
            Check.Equal(TimeSpan.Zero, time.Offset, "the offset of ModifiedAt from UTC", Law.Files);
        }
    }
}
