namespace Compute.Framework.Testing;

/// <summary>What was moved away is forgotten.</summary>
public static class WatchMoveCases
{
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
