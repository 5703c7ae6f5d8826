namespace Compute.Framework.Testing;

/// <summary>A running process is waited for, signalled, killed.</summary>
public static class ControlCases
{
    /// <summary>A process has an id, and waiting gives its outcome, each time the same.</summary>
    [ComplianceCase("processes/handle")]
    public static async Task Handle(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "printf out; exit 4").ConfigureAwait(false);
        var other = await context.StartShellAsync(sandbox, "sleep 120").ConfigureAwait(false);
        Check.That(
            process.Id.Length > 0 && process.Id != other.Id,
            "an id for each process, not empty",
            $"'{process.Id}' and '{other.Id}'",
            Law.Process);
        for (var i = 0; i < 2; i++)
        {
            var result = Check.Exited(
                await process.WaitAsync(context.CancellationToken).ConfigureAwait(false), 4, "the process", Law.NeverInvent);
            Check.Text("out", result.StandardOutput, "standard output in the result", Law.Process);
            Check.That(result.Duration > TimeSpan.Zero, "a Duration greater than zero", result.Duration.ToString(), Law.Outcome);
        }
    }

    /// <summary>A wait that is cancelled leaves the process running.</summary>
    [ComplianceCase("processes/wait-cancelled")]
    public static async Task WaitCancelled(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "read line; exit 8").ConfigureAwait(false);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Check.ThrowsAsync<OperationCanceledException>(
            () => process.WaitAsync(source.Token).WaitAsync(context.Settings.Patience, context.CancellationToken),
            "WaitAsync whose token fires",
            Law.Process).ConfigureAwait(false);
        await process.WriteInputAsync("go\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        Check.Exited(
            await process.WaitAsync(context.CancellationToken).ConfigureAwait(false),
            8,
            "a process whose first waiter gave up",
            Law.Process);
    }

    /// <summary>A killed process is reported as killed, with its output so far; killing again, and after the end, does nothing.</summary>
    [ComplianceCase("processes/kill")]
    public static async Task Kill(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "printf before; sleep 120").ConfigureAwait(false);
        await context.ReadUntilAsync(process, "before").ConfigureAwait(false);
        await process.KillAsync(context.CancellationToken).ConfigureAwait(false);
        var result = await process.WaitAsync(context.CancellationToken).WaitAsync(
            context.Settings.Patience, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            result is { Outcome: ExecutionOutcome.Killed, ExitCode: null },
            "outcome Killed without an exit code",
            Check.Show(result),
            Law.NeverInvent);
        Check.Text("before", result.StandardOutput, "the output before the kill", Law.Process);
    }

    /// <summary>Killing twice, and after the end, succeeds and changes nothing.</summary>
    [ComplianceCase("processes/kill-idempotent")]
    public static async Task KillIdempotent(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var killed = await context.StartShellAsync(sandbox, "sleep 120").ConfigureAwait(false);
        await killed.KillAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => killed.KillAsync(context.CancellationToken), "a second KillAsync", Law.Process).ConfigureAwait(false);
        var ended = await context.StartShellAsync(sandbox, "exit 3").ConfigureAwait(false);
        await ended.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => ended.KillAsync(context.CancellationToken), "KillAsync after the end", Law.Process).ConfigureAwait(false);
        Check.Exited(
            await ended.WaitAsync(context.CancellationToken).ConfigureAwait(false),
            3,
            "a process that was killed after its end",
            Law.NeverInvent);
    }

    /// <summary>Children and grandchildren go with a killed process.</summary>
    [ComplianceCase("processes/kill-tree")]
    public static async Task KillTree(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var path = context.Path("killed");
        var process = await context.StartAsync(sandbox, Inside.Heartbeats(path)).ConfigureAwait(false);
        await context.HeartbeatStartedAsync(sandbox, path).ConfigureAwait(false);
        await process.KillAsync(context.CancellationToken).ConfigureAwait(false);
        await context.HeartbeatEndsAsync(sandbox, path, "KillAsync", Law.Process).ConfigureAwait(false);
    }

    /// <summary>A kill reaches what the process is just starting, at any moment.</summary>
    [ComplianceCase("processes/kill-while-starting")]
    public static async Task KillWhileStarting(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var path = context.Path("starting");
        foreach (var delay in (int[])[0, 20, 40, 80])
        {
            await KillAfterAsync(
                () => context.WaitAsync(TimeSpan.FromMilliseconds(delay), "processes that start others")).ConfigureAwait(false);
        }

        await KillAfterAsync(() => context.HeartbeatStartedAsync(sandbox, path)).ConfigureAwait(false);
        await context.HeartbeatEndsAsync(sandbox, path, "KillAsync while it started others", Law.Process).ConfigureAwait(false);

        async Task KillAfterAsync(Func<Task> wait)
        {
            var process = await context.StartAsync(sandbox, Inside.SpreadingHeartbeats(path)).ConfigureAwait(false);
            await wait().ConfigureAwait(false);
            await process.KillAsync(context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Disposing kills.</summary>
    [ComplianceCase("processes/dispose-kills")]
    public static async Task DisposeKills(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var path = context.Path("disposed");
        var process = await context.StartAsync(sandbox, Inside.Heartbeats(path)).ConfigureAwait(false);
        await context.HeartbeatStartedAsync(sandbox, path).ConfigureAwait(false);
        await process.DisposeAsync().ConfigureAwait(false);
        await context.HeartbeatEndsAsync(sandbox, path, "DisposeAsync", Law.Process).ConfigureAwait(false);
    }

    /// <summary>A signal reaches the process, which may handle it; after the end it does nothing.</summary>
    [ComplianceCase("processes/signal")]
    public static async Task Signal(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "trap 'printf caught; exit 5' TERM; printf ready; i=0; while [ $i -lt 1200 " +
            "]; do i=$((i+1)); sleep 0.1 2>/dev/null || sleep 1; done").ConfigureAwait(false);
        await context.ReadUntilAsync(process, "ready").ConfigureAwait(false);
        await process.SignalAsync(Compute.Framework.Signal.Terminate, context.CancellationToken).ConfigureAwait(false);
        var result = await process.WaitAsync(context.CancellationToken).WaitAsync(
            context.Settings.Patience, context.CancellationToken).ConfigureAwait(false);
        Check.Exited(result, 5, "a process that handles SIGTERM by exiting with 5", Law.Process);
        Check.Text("readycaught", result.StandardOutput, "its output", Law.Process);
        await Check.SucceedsAsync(
            () => process.SignalAsync(Compute.Framework.Signal.Terminate, context.CancellationToken),
            "SignalAsync after the end",
            Law.Process).ConfigureAwait(false);
    }

    /// <summary>A process that is stopped stands still; continued, it goes on to its end.</summary>
    [ComplianceCase("processes/stop-and-continue")]
    public static async Task StopAndContinue(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        if (!(await context.ShellAsync(sandbox, "test \"$(kill -l 18) $(kill -l 19)\" = 'CONT STOP'").ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("The sandboxes' signals have other numbers than those of Linux on most processors.");
        }

        var go = context.Path("go");
        var process = await context.StartShellAsync(
            sandbox, "printf ready; i=0; until test -e \"$1\" || test $i = 1200; do i=$((i+1)); sleep 0.1 2>/dev/null || sleep 1; done; " +
                "printf gone; exit 6", go).ConfigureAwait(false);
        await context.ReadUntilAsync(process, "ready").ConfigureAwait(false);
        await process.SignalAsync(Compute.Framework.Signal.Stop, context.CancellationToken).ConfigureAwait(false);
        await context.TextAsync(sandbox, "mkdir -p \"${1%/*}\" && printf x > \"$1\"", go).ConfigureAwait(false);
        await context.WaitAsync(TimeSpan.FromSeconds(1.5), "a stopped process that must not go on").ConfigureAwait(false);
        var ended = process.WaitAsync(context.CancellationToken);
        Check.That(!ended.IsCompleted, "a stopped process does not come to its end", "it did", Law.Process);
        await process.SignalAsync(Compute.Framework.Signal.Continue, context.CancellationToken).ConfigureAwait(false);
        ExecutionResult? result = null;
        await Check.SucceedsAsync(
            async () => result = await ended.WaitAsync(context.Settings.Patience, context.CancellationToken).ConfigureAwait(false),
            "WaitAsync of a process that was stopped and continued",
            Law.Process).ConfigureAwait(false);
        Check.Exited(result!, 6, "a process that was stopped and continued", Law.NeverInvent);
        Check.Text("readygone", result!.StandardOutput, "its output", Law.Process);
    }

    /// <summary>The time-out counts from the start and kills.</summary>
    [ComplianceCase("processes/timeout")]
    [Proves(SandboxOperation.StartProcess, "Timeout")]
    public static async Task Timeout(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess, "Timeout");
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var path = context.Path("timed");
        ExecutionResult? result = null;
        await Check.SucceedsAsync(
            async () => (result, _, _) = await context.TimedOutAsync(
                limit => RunAsync(Inside.Heartbeats(path) with { Timeout = limit }),
                result => Task.FromResult(!result.StandardOutput.IsEmpty)).ConfigureAwait(false),
            "WaitAsync of a process with a time-out of 0.7 s", Law.TimeoutKills).ConfigureAwait(false);
        Check.Equal(ExecutionOutcome.TimedOut, result!.Outcome, "the outcome", Law.TimeoutKills);
        Check.Text("before", result.StandardOutput, "the output so far", Law.TimeoutKills);
        await context.HeartbeatEndsAsync(sandbox, path, "its time-out", Law.TimeoutKills).ConfigureAwait(false);

        async Task<ExecutionResult> RunAsync(Command command)
        {
            var process = await context.StartAsync(sandbox, command).ConfigureAwait(false);
            return await process.WaitAsync(context.CancellationToken)
                .WaitAsync(context.Settings.Patience, context.CancellationToken).ConfigureAwait(false);
        }
    }
}
