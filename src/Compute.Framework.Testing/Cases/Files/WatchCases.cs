namespace Compute.Framework.Testing;

/// <summary>Changes are seen as they are made.</summary>
public static class WatchCases
{
    /// <summary>A new file and a new directory are seen, by their absolute paths.</summary>
    [ComplianceCase("files/watch-create")]
    [Proves(SandboxOperation.WatchFiles)]
    public static Task Create(ComplianceContext context) => WatchingAsync(context, async (sandbox, watch) =>
    {
        await context.WriteTextAsync(sandbox, watch.Path("new file"), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, "new file").ConfigureAwait(false);
        await sandbox.Files.CreateDirectoryAsync(watch.Path("directory"), context.CancellationToken).ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, "directory").ConfigureAwait(false);
    });

    /// <summary>Writing to a file that is there is seen as a change of it.</summary>
    [ComplianceCase("files/watch-change")]
    public static Task Change(ComplianceContext context) => WatchingAsync(context, async (sandbox, watch) =>
    {
        if (context.Settings.NoShell is null)
        {
            await context.TextAsync(sandbox, "printf more >> \"$1\"", watch.Path("old")).ConfigureAwait(false);
        }
        else
        {
            await context.WriteTextAsync(sandbox, watch.Path("old"), "more").ConfigureAwait(false);
        }

        await watch.SeesAsync(FileChangeKind.Changed, "old").ConfigureAwait(false);
    });

    /// <summary>A deleted file is seen to go.</summary>
    [ComplianceCase("files/watch-delete")]
    public static Task Delete(ComplianceContext context) => WatchingAsync(context, async (sandbox, watch) =>
    {
        await sandbox.Files.DeleteAsync(watch.Path("old"), cancellationToken: context.CancellationToken).ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Deleted, "old").ConfigureAwait(false);
    });

    /// <summary>A move within the directory is one change with both paths; one to outside is a deletion.</summary>
    [ComplianceCase("files/watch-rename")]
    public static Task Rename(ComplianceContext context) => WatchingAsync(context, async (sandbox, watch) =>
    {
        await sandbox.Files.MoveAsync(watch.Path("old"), watch.Path("renamed"), context.CancellationToken).ConfigureAwait(false);
        var change = await watch.SeesAsync(FileChangeKind.Renamed, "renamed").ConfigureAwait(false);
        Check.Equal(watch.Absolute("old"), change.OldPath, "OldPath of a rename", Law.Watch);
        await sandbox.Files.MoveAsync(watch.Path("renamed"), context.Path("outside"), context.CancellationToken).ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Deleted, "renamed").ConfigureAwait(false);
    });

    /// <summary>A name that was there before, in a directory that is gone or has moved, is seen to be created again.</summary>
    [ComplianceCase("files/watch-recreated")]
    public static Task Recreated(ComplianceContext context) => WatchingAsync(context, async (sandbox, watch) =>
    {
        await context.WriteTextAsync(sandbox, watch.Path("again/file"), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, "again/file").ConfigureAwait(false);
        await sandbox.Files.MoveAsync(watch.Path("again"), watch.Path("moved"), context.CancellationToken).ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Renamed, "moved").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, watch.Path("again/file"), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, "again/file", times: 2).ConfigureAwait(false);
    });

    /// <summary>What happens in subdirectories is seen, in old ones and in those that are made while the watch goes on.</summary>
    [ComplianceCase("files/watch-nested")]
    public static Task Nested(ComplianceContext context) => WatchingAsync(context, async (sandbox, watch) =>
    {
        await context.WriteTextAsync(sandbox, watch.Path("sub/deep/file"), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, "sub/deep/file").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, watch.Path("made/just/now"), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, "made/just/now").ConfigureAwait(false);
    });

    /// <summary>Nothing outside of the directory is reported, and the directory's path is absolute.</summary>
    [ComplianceCase("files/watch-inside-only")]
    public static Task InsideOnly(ComplianceContext context) => WatchingAsync(context, async (sandbox, watch) =>
    {
        await context.WriteTextAsync(sandbox, context.Path("outside"), "x").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("watched-too"), "x").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, watch.Path("last"), "x").ConfigureAwait(false);
        await watch.SeesAsync(FileChangeKind.Created, "last").ConfigureAwait(false);
        Check.That(watch.Root.StartsWith('/'), "the absolute path of the directory in the first element", watch.Root, Law.Watch);
        var strange = watch.Seen.Where(
            change => change.Path != watch.Root && !change.Path.StartsWith(watch.Root + "/", StringComparison.Ordinal)).ToList();
        Check.That(strange.Count == 0, "only changes below the directory", string.Join(", ", strange), Law.Watch);
        Check.Equal(
            1, watch.Seen.Count(change => change.Kind == FileChangeKind.Ready), "how often the watch says that it has begun", Law.Watch);
    });

    /// <summary>A watch ends when its reader stops or its token fires, and leaves the sandbox as it was.</summary>
    [ComplianceCase("files/watch-ends")]
    public static async Task Ends(ComplianceContext context)
    {
        var (sandbox, watcher) = await WatcherAsync(context).ConfigureAwait(false);
        var before = await ProcessesAsync(context, sandbox).ConfigureAwait(false);
        var watch = await Watch.StartAsync(context, watcher, context.Path("watched")).ConfigureAwait(false);
        await watch.DisposeAsync().AsTask().WaitAsync(context.Settings.Patience, context.CancellationToken).ConfigureAwait(false);
        Check.That(watch.WasCancelled, "an OperationCanceledException from a watch whose token fired", "another end", Law.Watch);
        await foreach (var change in watcher.WatchAsync(context.Path("watched"), context.CancellationToken).ConfigureAwait(false))
        {
            Check.Equal(FileChangeKind.Ready, change.Kind, "the first element", Law.Watch);
            break;
        }

        if (before is { } count)
        {
            await context.EventuallyAsync(
                async () => await ProcessesAsync(context, sandbox).ConfigureAwait(false) <= count,
                $"after two watches have ended no more than {count} processes in the sandbox, as before", "more of them",
                Law.Watch).ConfigureAwait(false);
        }
    }

    /// <summary>What is missing, and what is no directory, has its own error.</summary>
    [ComplianceCase("files/watch-errors")]
    public static async Task Errors(ComplianceContext context)
    {
        var (sandbox, watcher) = await WatcherAsync(context).ConfigureAwait(false);
        var missing = context.Path("missing");
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            missing, "watching a missing directory", () => FirstAsync(missing)).ConfigureAwait(false);
        var file = context.Path("file");
        await context.WriteTextAsync(sandbox, file, "x").ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxNotADirectoryException>(
            file, "watching a file", () => FirstAsync(file)).ConfigureAwait(false);

        async Task FirstAsync(string path)
        {
            await foreach (var _ in watcher.WatchAsync(path, context.CancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>Watches a directory that holds the file <c>old</c> and the directory <c>sub</c>.</summary>
    internal static async Task WatchingAsync(ComplianceContext context, Func<ISandbox, Watch, Task> act)
    {
        var (sandbox, watcher) = await WatcherAsync(context).ConfigureAwait(false);
        var watch = await Watch.StartAsync(context, watcher, context.Path("watched")).ConfigureAwait(false);
        await using (watch.ConfigureAwait(false))
        {
            await act(sandbox, watch).ConfigureAwait(false);
        }
    }

    private static async Task<(ISandbox Sandbox, IFileWatcher Watcher)> WatcherAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.WatchFiles);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("watched/old"), "x").ConfigureAwait(false);
        await sandbox.Files.CreateDirectoryAsync(context.Path("watched/sub"), context.CancellationToken).ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<IFileWatcher>());
    }

    /// <summary>How many processes run inside that are no part of the question; null where that cannot be seen.</summary>
    private static async Task<int?> ProcessesAsync(ComplianceContext context, ISandbox sandbox)
    {
        if (context.Settings.NoShell is not null || !context.Capabilities.Supports(SandboxOperation.RunCommand))
        {
            return null;
        }

        // Only where the sandbox has processes of its own: elsewhere they are the whole machine's.
        var result = await context.ShellAsync(sandbox, "test \"$(cat /proc/1/comm 2>/dev/null)\" = systemd && exit 1; n=0; for p in " +
            "/proc/[0-9]*; do n=$((n+1)); done; test $n -lt 40 && echo $n").ConfigureAwait(false);
        return result.IsSuccess && int.TryParse(result.StandardOutputText, out var count) ? count : null;
    }
}
