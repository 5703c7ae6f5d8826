namespace Compute.Framework.Testing;

/// <summary>Processes are listed and found again.</summary>
public static class TableCases
{
    /// <summary>What runs is listed through another handle, once; what has ended is not reported as running.</summary>
    [ComplianceCase("processes/list")]
    [Proves(SandboxOperation.ListProcesses)]
    public static async Task List(ComplianceContext context)
    {
        var (sandbox, table) = await TableAsync(context).ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "read line; exit 0").ConfigureAwait(false);
        var listed = (
            await context.ToListAsync(table.ListProcessesAsync(
                context.CancellationToken)).ConfigureAwait(false)).Where(info => info.Id == process.Id).ToList();
        Check.Equal(1, listed.Count, "how often a listing has the process", Law.ProcessTable);
        Check.That(listed[0].IsRunning, "IsRunning of a process that waits", "false", Law.ProcessTable);
        Check.That(
            listed[0].Arguments is null or ["sh", "-c", ..],
            "its program, where the back end reports it",
            string.Join(' ', listed[0].Arguments ?? []),
            Law.ProcessTable);
        Optional.CheckAboutNow(listed[0].StartedAt, "StartedAt", Law.ProcessTable);
        await process.WriteInputAsync("go\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        var after = await context.ToListAsync(table.ListProcessesAsync(context.CancellationToken)).ConfigureAwait(false);
        Check.That(
            after.All(info => info.Id != process.Id || !info.IsRunning),
            "a process that has ended is not reported as running",
            "IsRunning is true",
            Law.ProcessTable);
    }

    /// <summary>What is found has all output from the first chunk on, takes input, and ends with the same outcome.</summary>
    [ComplianceCase("processes/attach")]
    [Proves(SandboxOperation.AttachProcess)]
    public static async Task Attach(ComplianceContext context)
    {
        var (sandbox, table) = await TableAsync(context).ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "printf 'before\\n'; read line; printf '<%s>' \"$line\"; exit 4").ConfigureAwait(false);
        await context.ReadUntilAsync(process, "before").ConfigureAwait(false);
        var found = await AttachedAsync(context, table, process).ConfigureAwait(false);
        Check.Equal(process.Id, found.Id, "the id of what was found", Law.ProcessTable);
        await found.WriteInputAsync("typed\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        var result = Check.Exited(
            await found.WaitAsync(context.CancellationToken).ConfigureAwait(false), 4, "the process that was found", Law.NeverInvent);
        Check.Text("before\n<typed>", result.StandardOutput, "its output from the beginning", Law.ProcessTable);
        var chunks = await context.ReadAllAsync(found).ConfigureAwait(false);
        Check.Text("before\n<typed>", chunks.Join(StandardStream.StandardOutput), "its chunks from sequence number 0 on", Law.ProcessTable);
        result = Check.Exited(
            await process.WaitAsync(context.CancellationToken).ConfigureAwait(false), 4, "the process that was started", Law.NeverInvent);
        Check.Text("before\n<typed>", result.StandardOutput, "the output that the starter has", Law.ProcessTable);
    }

    /// <summary>What is found is not owned: disposing it leaves the process running.</summary>
    [ComplianceCase("processes/attach-borrowed")]
    public static async Task AttachBorrowed(ComplianceContext context)
    {
        var (sandbox, table) = await TableAsync(context).ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "read line; exit 5").ConfigureAwait(false);
        var found = await AttachedAsync(context, table, process).ConfigureAwait(false);
        await found.DisposeAsync().ConfigureAwait(false);
        await process.WriteInputAsync("go\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        Check.Exited(
            await process.WaitAsync(context.CancellationToken).ConfigureAwait(false),
            5,
            "a process whose borrower disposed it",
            Law.ProcessTable);
    }

    /// <summary>Whoever found a process may kill it.</summary>
    [ComplianceCase("processes/attach-kill")]
    public static async Task AttachKill(ComplianceContext context)
    {
        var (sandbox, table) = await TableAsync(context).ConfigureAwait(false);
        var path = context.Path("attached");
        var process = await context.StartAsync(sandbox, Inside.Heartbeats(path)).ConfigureAwait(false);
        await context.HeartbeatStartedAsync(sandbox, path).ConfigureAwait(false);
        var found = await AttachedAsync(context, table, process).ConfigureAwait(false);
        await found.KillAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var side in (ISandboxProcess[])[found, process])
        {
            var result = await context.EndAsync(side).ConfigureAwait(false);
            Check.That(
                result is { Outcome: ExecutionOutcome.Killed, ExitCode: null },
                "outcome Killed without an exit code",
                Check.Show(result),
                Law.NeverInvent);
        }

        await context.HeartbeatEndsAsync(sandbox, path, "KillAsync by whoever found it", Law.ProcessTable).ConfigureAwait(false);
    }

    /// <summary>A process that never was is null.</summary>
    [ComplianceCase("processes/attach-unknown")]
    public static async Task AttachUnknown(ComplianceContext context)
    {
        var (_, table) = await TableAsync(context).ConfigureAwait(false);
        ISandboxProcess? found = null;
        await Check.SucceedsAsync(
            async () => found = await table.AttachProcessAsync($"none{Guid.NewGuid():n}", context.CancellationToken).ConfigureAwait(false),
            "AttachProcessAsync of an unknown id",
            Law.ProcessTable).ConfigureAwait(false);
        Check.That(found is null, "null for an unknown id", $"the process '{found?.Id}'", Law.ProcessTable);
    }

    /// <summary>The shared sandbox, and its table through a second handle.</summary>
    private static async Task<(ISandbox Sandbox, IProcessTable Table)> TableAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListProcesses);
        context.Require(SandboxOperation.AttachProcess);
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var other = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds the sandbox",
            Law.Identity);
        return (sandbox, other.Claimed<IProcessTable>());
    }

    private static async Task<ISandboxProcess> AttachedAsync(ComplianceContext context, IProcessTable table, ISandboxProcess process) =>
        Check.NotNull(
            await table.AttachProcessAsync(process.Id, context.CancellationToken).ConfigureAwait(false),
            "AttachProcessAsync finds a process that runs",
            Law.ProcessTable);
}
