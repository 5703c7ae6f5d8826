namespace Compute.Framework.Testing;

/// <summary>One sandbox becomes several.</summary>
public static class BranchCases
{
    /// <summary>Three branches are three distinct sandboxes with the common files.</summary>
    [ComplianceCase("snapshots/branch")]
    [Proves(SandboxOperation.Branch)]
    public static async Task Branch(ComplianceContext context)
    {
        var sandbox = await SourceAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "common/file", "common").ConfigureAwait(false);
        var branches = await BranchAsync(context, sandbox, 3).ConfigureAwait(false);
        Check.Equal(3, branches.Count, "the number of branches", Law.Snapshots);
        Check.Equal(
            4,
            branches.Select(branch => branch.Id).Append(sandbox.Id).Distinct().Count(),
            "the number of different ids of a source and three branches",
            Law.Snapshots);
        foreach (var branch in branches)
        {
            Check.Equal(
                "common",
                await context.ReadTextAsync(branch, "common/file").ConfigureAwait(false),
                "the common file in a branch",
                Law.Snapshots);
            Check.That(await context.IsThereAsync(branch.Id).ConfigureAwait(false), "GetAsync finds a branch", "null", Law.Identity);
        }
    }

    /// <summary>Branches see neither each other's files nor the source's later ones, and the source sees none of theirs.</summary>
    [ComplianceCase("snapshots/branches-apart")]
    public static async Task BranchesApart(ComplianceContext context)
    {
        var sandbox = await SourceAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "file", "common").ConfigureAwait(false);
        var branches = await BranchAsync(context, sandbox, 2).ConfigureAwait(false);
        await context.WriteTextAsync(branches[0], "file", "first branch").ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "late", "x").ConfigureAwait(false);
        Check.Equal(
            "common",
            await context.ReadTextAsync(branches[1], "file").ConfigureAwait(false),
            "the second branch's file after the first changed its own",
            Law.Snapshots);
        Check.Equal(
            "common",
            await context.ReadTextAsync(sandbox, "file").ConfigureAwait(false),
            "the source's file after a branch changed its own",
            Law.Snapshots);
        Check.That(
            !await context.ExistsAsync(branches[0], "late").ConfigureAwait(false),
            "a branch has no file that the source made later",
            "it is there",
            Law.Snapshots);
    }

    /// <summary>What runs in the source runs on.</summary>
    [ComplianceCase("snapshots/branch-source-runs-on")]
    public static async Task BranchSourceRunsOn(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess);
        context.RequireShell();
        var sandbox = await SourceAsync(context).ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "printf begun; read line; printf \"%s\" \"$line\" > after; printf end").ConfigureAwait(false);
        await context.ReadUntilAsync(process, "begun").ConfigureAwait(false);
        var branches = await BranchAsync(context, sandbox, 1).ConfigureAwait(false);
        await process.WriteInputAsync("written after the branch\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        var result = Check.Exited(
            await process.WaitAsync(context.CancellationToken).ConfigureAwait(false),
            0,
            "a process of the source over a branch",
            Law.Snapshots);
        Check.Text("begunend", result.StandardOutput, "its output", Law.Snapshots);
        Check.Equal(
            "written after the branch",
            await context.ReadTextAsync(sandbox, "after").ConfigureAwait(false),
            "what it wrote after the branch",
            Law.Snapshots);
        Check.That(
            !await context.ExistsAsync(branches[0], "after").ConfigureAwait(false),
            "the branch has no file that the source wrote later",
            "it is there",
            Law.Snapshots);
    }

    /// <summary>Branches carry the source's labels and are owned: disposing one destroys it alone.</summary>
    [ComplianceCase("snapshots/branch-labels-and-ownership")]
    public static async Task BranchLabelsAndOwnership(ComplianceContext context)
    {
        context.Require(SandboxOperation.Branch);
        context.Require(SandboxOperation.CreateSandbox, "Labels");
        var sandbox = await context.CreateSandboxAsync(context.DefaultsWithLabels(("lineage", "a"))).ConfigureAwait(false);
        var branches = await BranchAsync(context, sandbox, 2).ConfigureAwait(false);
        foreach (var branch in branches)
        {
            var info = await branch.GetInfoAsync(context.CancellationToken).ConfigureAwait(false);
            Check.That(
                info.Labels.TryGetValue("lineage", out var value) && value == "a",
                "a branch carries the labels of its source",
                string.Join(", ", info.Labels),
                Law.Snapshots);
        }

        await branches[0].DisposeAsync().ConfigureAwait(false);
        await context.CheckGoneAsync(branches[0].Id, "DisposeAsync of a branch", Law.OwnWhatYouCreate).ConfigureAwait(false);
        Check.That(
            await context.IsThereAsync(branches[1].Id).ConfigureAwait(false)
                && await context.IsThereAsync(sandbox.Id).ConfigureAwait(false),
            "the source and the other branch are still there",
            "one is gone",
            Law.OwnWhatYouCreate);
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        await context.WriteTextAsync(branches[1], "still", "usable").ConfigureAwait(false);
    }

    /// <summary>A count that is no count is refused.</summary>
    [ComplianceCase("snapshots/branch-count")]
    public static async Task BranchCount(ComplianceContext context)
    {
        var sandbox = await SourceAsync(context).ConfigureAwait(false);
        foreach (var count in (int[])[0, -1, 1001])
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => BranchAsync(context, sandbox, count), $"BranchAsync({count})", Law.Arguments).ConfigureAwait(false);
        }
    }

    private static Task<ISandbox> SourceAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.Branch);
        return context.CreateSandboxAsync();
    }

    private static async Task<IReadOnlyList<ISandbox>> BranchAsync(ComplianceContext context, ISandbox sandbox, int count)
    {
        Check.That(
            sandbox.TryGet<IBranchable>(out var branchable),
            "TryGet<IBranchable> is true where Branch is claimed",
            "false",
            Law.Capabilities);
        var branches = await branchable!.BranchAsync(count, context.CancellationToken).ConfigureAwait(false);
        return [.. branches.Select(context.Track)];
    }
}
