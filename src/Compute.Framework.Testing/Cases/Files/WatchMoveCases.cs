namespace Compute.Framework.Testing;

/// <summary>Names that come again, and names of any kind.</summary>
public static class WatchMoveCases
{
    /// <summary>Names that are not UTF-8 are reported in the form that listings have: of files, of directories, and of what is below
    /// those.</summary>
    [ComplianceCase("files/watch-names-not-utf8")]
    public static Task NamesNotUtf8(ComplianceContext context) => WatchCases.WatchingAsync(context, async (sandbox, watch) =>
    {
        const string Name = "caf\uDCE9";
        const string Directory = "\uDCFF\uDC80";
        try
        {
            await context.WriteTextAsync(sandbox, context.Path(Name), "x").ConfigureAwait(false);
        }
        catch (SandboxFileException)
        {
            context.NotApplicable("The sandbox's file system has no names that are not UTF-8.");
        }

        await context.WriteTextAsync(sandbox, watch.Path(Name), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, Name).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, watch.Path(Name), "longer").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Changed, Name).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, watch.Path($"{Directory}/{Name}"), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, Directory).ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, $"{Directory}/{Name}").ConfigureAwait(false);
        await sandbox.Files.MoveAsync(
            watch.Path(Name), watch.Path($"{Directory}/moved-{Name}"), context.CancellationToken).ConfigureAwait(false);
        var change = await watch.SeesAsync(FileChangeKind.Renamed, $"{Directory}/moved-{Name}").ConfigureAwait(false);
        Check.Equal(watch.Absolute(Name), change.OldPath, "OldPath of a rename", Law.Watch);
        await sandbox.Files.DeleteAsync(
            watch.Path($"{Directory}/moved-{Name}"), cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Deleted, $"{Directory}/moved-{Name}").ConfigureAwait(false);
    });

    /// <summary>A name that is there again after its directory was moved away is new, however deep it is.</summary>
    [ComplianceCase("files/watch-moved-away")]
    public static Task MovedAway(ComplianceContext context) => WatchCases.WatchingAsync(context, async (sandbox, watch) =>
    {
        foreach (var (directory, file, moved) in ((string, string, string)[])[("a", "a/x", "b"), ("c", "c/d/e/x", "f")])
        {
            await context.WriteTextAsync(sandbox, watch.Path(file), "x").ConfigureAwait(false);
            await watch.SeesAsync(FileChangeKind.Created, file).ConfigureAwait(false);
            await sandbox.Files.MoveAsync(watch.Path(directory), watch.Path(moved), context.CancellationToken).ConfigureAwait(false);
            await watch.SeesAsync(FileChangeKind.Renamed, moved).ConfigureAwait(false);
            await context.WriteTextAsync(sandbox, watch.Path(file), "x").ConfigureAwait(false);
            await watch.SeesAsync(FileChangeKind.Created, file, times: 2).ConfigureAwait(false);
        }
    });
}
