namespace Compute.Framework.Testing;

/// <summary>Files are saved and brought back.</summary>
public static class SnapshotCases
{
    /// <summary>A sandbox from a snapshot has the same files.</summary>
    [ComplianceCase("snapshots/restore")]
    [Proves(SandboxOperation.CreateSnapshot)]
    [Proves(SandboxOperation.CreateSandbox, "SnapshotId")]
    public static async Task Restore(ComplianceContext context)
    {
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        var bytes = Data.Bytes(300_000, seed: 31);
        await context.WriteTextAsync(sandbox, "text", "saved").ConfigureAwait(false);
        await sandbox.Files.WriteAllBytesAsync("deep/er/binary", bytes, context.CancellationToken).ConfigureAwait(false);
        await sandbox.Files.CreateDirectoryAsync("bare", context.CancellationToken).ConfigureAwait(false);
        var snapshot = await TakeAsync(context, source).ConfigureAwait(false);
        Check.That(snapshot.Id.Length > 0, "a snapshot id", "an empty one", Law.Snapshots);
        var restored = await RestoreAsync(context, snapshot).ConfigureAwait(false);
        Check.That(restored.Id != sandbox.Id, "the restored sandbox has an id of its own", "the source's", Law.Snapshots);
        Check.Equal("saved", await context.ReadTextAsync(restored, "text").ConfigureAwait(false), "a restored text file", Law.Snapshots);
        var read = await restored.Files.ReadAllBytesAsync("deep/er/binary", context.CancellationToken).ConfigureAwait(false);
        Check.Bytes(bytes, read, "a restored binary file", Law.Snapshots);
        Check.That(
            await context.ExistsAsync(restored, "bare").ConfigureAwait(false),
            "an empty directory is restored",
            "it is not there",
            Law.Snapshots);
        if (context.Settings.NoShell is null)
        {
            Check.Equal(
                "saved",
                await context.TextAsync(restored, "cat text").ConfigureAwait(false),
                "what a command reads in the restored sandbox",
                Law.Snapshots);
        }
    }

    /// <summary>What the source writes after the snapshot is not in it.</summary>
    [ComplianceCase("snapshots/source-changes-stay-out")]
    public static async Task SourceChangesStayOut(ComplianceContext context)
    {
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "file", "as it was").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "deleted-later", "x").ConfigureAwait(false);
        var snapshot = await TakeAsync(context, source).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "file", "changed").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "new", "x").ConfigureAwait(false);
        await sandbox.Files.DeleteAsync("deleted-later", cancellationToken: context.CancellationToken).ConfigureAwait(false);
        var restored = await RestoreAsync(context, snapshot).ConfigureAwait(false);
        Check.Equal(
            "as it was",
            await context.ReadTextAsync(restored, "file").ConfigureAwait(false),
            "a file that the source changed after the snapshot",
            Law.Snapshots);
        Check.That(
            !await context.ExistsAsync(restored, "new").ConfigureAwait(false),
            "a file that the source made after the snapshot is not restored",
            "it is there",
            Law.Snapshots);
        Check.That(
            await context.ExistsAsync(restored, "deleted-later").ConfigureAwait(false),
            "a file that the source deleted after the snapshot is restored",
            "it is not there",
            Law.Snapshots);
    }

    /// <summary>What a restored sandbox writes is seen by neither the source nor the snapshot.</summary>
    [ComplianceCase("snapshots/restored-changes-stay-in")]
    public static async Task RestoredChangesStayIn(ComplianceContext context)
    {
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "file", "as it was").ConfigureAwait(false);
        var snapshot = await TakeAsync(context, source).ConfigureAwait(false);
        var first = await RestoreAsync(context, snapshot).ConfigureAwait(false);
        await context.WriteTextAsync(first, "file", "changed in the restored one").ConfigureAwait(false);
        await context.WriteTextAsync(first, "new", "x").ConfigureAwait(false);
        Check.Equal(
            "as it was",
            await context.ReadTextAsync(sandbox, "file").ConfigureAwait(false),
            "the source's file after the restored sandbox changed its own",
            Law.Snapshots);
        Check.That(
            !await context.ExistsAsync(sandbox, "new").ConfigureAwait(false),
            "the source has no file that the restored sandbox made",
            "it is there",
            Law.Snapshots);
        var second = await RestoreAsync(context, snapshot).ConfigureAwait(false);
        Check.Equal(
            "as it was",
            await context.ReadTextAsync(second, "file").ConfigureAwait(false),
            "the file in a second sandbox from the snapshot",
            Law.Snapshots);
    }

    /// <summary>A snapshot is listed with its id and name until it is deleted; deleting twice succeeds.</summary>
    [ComplianceCase("snapshots/list-and-delete")]
    [Proves(SandboxOperation.ListSnapshots)]
    [Proves(SandboxOperation.DeleteSnapshot)]
    public static async Task ListAndDelete(ComplianceContext context)
    {
        var (_, source) = await SourceAsync(context).ConfigureAwait(false);
        var store = Store(context);
        context.Require(SandboxOperation.ListSnapshots);
        context.Require(SandboxOperation.DeleteSnapshot);
        var snapshot = await TakeAsync(context, source, "named").ConfigureAwait(false);
        Check.Equal("named", snapshot.Name, "SnapshotInfo.Name", Law.HonorOrReject);
        Check.That(
            snapshot.CreatedAt is not { } time || (DateTimeOffset.UtcNow - time).Duration() < TimeSpan.FromMinutes(5),
            "a CreatedAt of about now, where it is reported", $"{snapshot.CreatedAt:O}", Law.Snapshots);
        var listed = (await ListAsync(context, store).ConfigureAwait(false)).Where(info => info.Id == snapshot.Id).ToList();
        Check.Equal(1, listed.Count, "how often a listing has the snapshot", Law.Snapshots);
        Check.Equal("named", listed[0].Name, "the name in the listing", Law.Snapshots);
        await store.DeleteSnapshotAsync(snapshot.Id, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            (await ListAsync(context, store).ConfigureAwait(false)).All(info => info.Id != snapshot.Id),
            "a listing without the deleted snapshot",
            "it is still listed",
            Law.Snapshots);
        await Check.SucceedsAsync(
            () => store.DeleteSnapshotAsync(snapshot.Id, context.CancellationToken),
            "a second DeleteSnapshotAsync",
            Law.Snapshots).ConfigureAwait(false);
        await Check.ThrowsAsync<ComputeException>(
            () => RestoreAsync(context, snapshot), "CreateAsync from a deleted snapshot", Law.HonorOrReject).ConfigureAwait(false);
    }

    /// <summary>Deleting a snapshot does not disturb the sandboxes that were made from it, nor its source.</summary>
    [ComplianceCase("snapshots/delete-while-in-use")]
    public static async Task DeleteWhileInUse(ComplianceContext context)
    {
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        var store = Store(context);
        context.Require(SandboxOperation.DeleteSnapshot);
        await context.WriteTextAsync(sandbox, "file", "kept").ConfigureAwait(false);
        var snapshot = await TakeAsync(context, source).ConfigureAwait(false);
        var restored = await RestoreAsync(context, snapshot).ConfigureAwait(false);
        await store.DeleteSnapshotAsync(snapshot.Id, context.CancellationToken).ConfigureAwait(false);
        foreach (var side in (ISandbox[])[restored, sandbox])
        {
            Check.Equal(
                "kept",
                await context.ReadTextAsync(side, "file").ConfigureAwait(false),
                "a file after the snapshot was deleted",
                Law.Snapshots);
            await context.WriteTextAsync(side, "later", "x").ConfigureAwait(false);
        }
    }

    /// <summary>A snapshot outlives its source.</summary>
    [ComplianceCase("snapshots/outlives-source")]
    public static async Task OutlivesSource(ComplianceContext context)
    {
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "file", "kept").ConfigureAwait(false);
        var snapshot = await TakeAsync(context, source).ConfigureAwait(false);
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        var restored = await RestoreAsync(context, snapshot).ConfigureAwait(false);
        Check.Equal(
            "kept",
            await context.ReadTextAsync(restored, "file").ConfigureAwait(false),
            "a file from the snapshot of a destroyed sandbox",
            Law.Snapshots);
    }

    /// <summary>A snapshot of a restored sandbox has both what was restored and what came later, and names its parent.</summary>
    [ComplianceCase("snapshots/chain")]
    public static async Task Chain(ComplianceContext context)
    {
        var (sandbox, source) = await SourceAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "first", "1").ConfigureAwait(false);
        var snapshot = await TakeAsync(context, source).ConfigureAwait(false);
        for (var depth = 2; depth <= 4; depth++)
        {
            var restored = await RestoreAsync(context, snapshot).ConfigureAwait(false);
            await context.WriteTextAsync(restored, $"file{depth}", $"{depth}").ConfigureAwait(false);
            var parent = snapshot.Id;
            snapshot = await TakeAsync(context, Source(restored)).ConfigureAwait(false);
            Check.That(
                snapshot.ParentId is null || snapshot.ParentId == parent,
                $"ParentId '{parent}', or null where the back end keeps none",
                $"'{snapshot.ParentId}'",
                Law.Snapshots);
        }

        var last = await RestoreAsync(context, snapshot).ConfigureAwait(false);
        Check.Equal(
            "1",
            await context.ReadTextAsync(last, "first").ConfigureAwait(false),
            "a file of the first sandbox, four snapshots later",
            Law.Snapshots);
        Check.Equal("4", await context.ReadTextAsync(last, "file4").ConfigureAwait(false), "a file of the last sandbox", Law.Snapshots);
        await context.WriteTextAsync(last, "first", "changed").ConfigureAwait(false);
        Check.Equal("1", await context.ReadTextAsync(sandbox, "first").ConfigureAwait(false), "the first sandbox's file", Law.Snapshots);
    }

    /// <summary>A snapshot id that does not exist is an error with the id in it, and nothing is made.</summary>
    [ComplianceCase("snapshots/unknown")]
    public static async Task Unknown(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSandbox, "SnapshotId");
        var id = $"none{Guid.NewGuid():n}";
        var error = await Check.ThrowsAsync<ComputeException>(
            () => context.CreateSandboxAsync(context.Defaults with { SnapshotId = id }),
            "CreateAsync from a snapshot that does not exist",
            Law.HonorOrReject).ConfigureAwait(false);
        Check.That(error.Message.Contains(id, StringComparison.Ordinal), $"a message with the id '{id}' in it", error.Message, Law.Errors);
    }

    internal static ISnapshotSource Source(ISandbox sandbox)
    {
        Check.That(
            sandbox.TryGet<ISnapshotSource>(out var source),
            "TryGet<ISnapshotSource> is true where CreateSnapshot is claimed",
            "false",
            Law.Capabilities);
        return source!;
    }

    private static ISnapshotStore Store(ComplianceContext context) =>
        context.Store<ISnapshotStore>(SandboxOperation.ListSnapshots, SandboxOperation.DeleteSnapshot);

    private static async Task<(ISandbox Sandbox, ISnapshotSource Source)> SourceAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.CreateSnapshot);
        context.Require(SandboxOperation.CreateSandbox, "SnapshotId");
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        return (sandbox, Source(sandbox));
    }

    private static async Task<SnapshotInfo> TakeAsync(ComplianceContext context, ISnapshotSource source, string? name = null)
    {
        var snapshot = await source.CreateSnapshotAsync(name, context.CancellationToken).ConfigureAwait(false);
        if (context.Provider.TryGet<ISnapshotStore>(out var store))
        {
            context.OnEnd(() => new ValueTask(store.DeleteSnapshotAsync(snapshot.Id, CancellationToken.None)));
        }

        return snapshot;
    }

    private static Task<ISandbox> RestoreAsync(ComplianceContext context, SnapshotInfo snapshot) =>
        context.CreateSandboxAsync(context.Defaults with { SnapshotId = snapshot.Id });

    private static async Task<List<SnapshotInfo>> ListAsync(ComplianceContext context, ISnapshotStore store)
    {
        var snapshots = new List<SnapshotInfo>();
        await foreach (var info in store.ListSnapshotsAsync(context.CancellationToken).ConfigureAwait(false))
        {
            snapshots.Add(info);
        }

        return snapshots;
    }
}
