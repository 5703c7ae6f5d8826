namespace Compute.Framework.Testing;

/// <summary>A time-out, or a cancellation, ends a command with everything that it started.</summary>
public static class TimeoutCases
{
    /// <summary>How much later than its time-out a call may return on a busy machine.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    /// <summary>A time-out comes about within its bound, and keeps the output so far.</summary>
    [ComplianceCase("commands/timeout")]
    [Proves(SandboxOperation.RunCommand, "Timeout")]
    public static async Task Timeout(ComplianceContext context)
    {
        var sandbox = await TimeoutSandboxAsync(context).ConfigureAwait(false);
        var (result, timeout, elapsed) = await context.TimedOutAsync(
            limit => sandbox.RunAsync(
                Command.Shell("printf before; printf oops >&2; sleep 60; printf after") with { Timeout = limit },
                context.CancellationToken),
            result => Task.FromResult(!result.StandardError.IsEmpty)).ConfigureAwait(false);
        Check.That(
            result is { Outcome: ExecutionOutcome.TimedOut, ExitCode: null, Signal: null },
            "outcome TimedOut without exit code and signal",
            Check.Show(result),
            Law.TimeoutKills);
        Check.That(
            elapsed >= timeout - TimeSpan.FromMilliseconds(50) && elapsed < timeout + Slack,
            $"a return between {timeout} and {timeout + Slack} after the start",
            elapsed.ToString(),
            Law.TimeoutKills);
        Check.Text("before", result.StandardOutput, "standard output so far", Law.TimeoutKills);
        Check.Text("oops", result.StandardError, "standard error so far", Law.TimeoutKills);
    }

    /// <summary>Children and grandchildren go with the command.</summary>
    [ComplianceCase("commands/timeout-kills-tree")]
    public static async Task TimeoutKillsTree(ComplianceContext context)
    {
        var sandbox = await TimeoutSandboxAsync(context).ConfigureAwait(false);
        await CheckTimeoutKillsAsync(context, sandbox, context.Path("tree"), ownSession: false).ConfigureAwait(false);
    }

    /// <summary>A grandchild in a session of its own goes with the command.</summary>
    [ComplianceCase("commands/timeout-kills-sessions")]
    public static async Task TimeoutKillsSessions(ComplianceContext context)
    {
        var sandbox = await TimeoutSandboxAsync(context).ConfigureAwait(false);
        if (!(await context.ShellAsync(sandbox, "command -v setsid").ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("There is no setsid program in the sandboxes.");
        }

        await CheckTimeoutKillsAsync(context, sandbox, context.Path("sessions"), ownSession: true).ConfigureAwait(false);
    }

    /// <summary>A command that ignores the polite signals is killed all the same.</summary>
    [ComplianceCase("commands/timeout-kills-stubborn")]
    public static async Task TimeoutKillsStubborn(ComplianceContext context)
    {
        var sandbox = await TimeoutSandboxAsync(context).ConfigureAwait(false);
        var path = context.Path("stubborn");
        var command = Command.Shell("mkdir -p \"${1%/*}\"; trap '' TERM INT HUP; i=0; while [ $i -lt 1200 ]; do printf x >> \"$1\"; " +
            "i=$((i+1)); sleep 0.1 2>/dev/null || sleep 1; done", path);
        await context.HeartbeatTimesOutAsync(
            sandbox, path, limit => sandbox.RunAsync(command with { Timeout = limit }, context.CancellationToken)).ConfigureAwait(false);
    }

    /// <summary>A command that ends in time is not touched by its time-out.</summary>
    [ComplianceCase("commands/timeout-not-reached")]
    public static async Task TimeoutNotReached(ComplianceContext context)
    {
        var sandbox = await TimeoutSandboxAsync(context).ConfigureAwait(false);
        var start = TimeProvider.System.GetTimestamp();
        var result = await sandbox.RunAsync(
            Command.Shell("printf done; exit 3") with { Timeout = TimeSpan.FromSeconds(40) },
            context.CancellationToken).ConfigureAwait(false);
        Check.Exited(result, 3, "a command that ends long before its time-out", Law.NeverInvent);
        Check.Text("done", result.StandardOutput, "its output", Law.BytesFirst);
        Check.That(
            TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20),
            "a return when the command ends",
            "a return much later",
            Law.Outcome);
    }

    /// <summary>A fast death by signal, with a time-out set, is not a time-out.</summary>
    [ComplianceCase("commands/signal-is-no-timeout")]
    public static async Task SignalIsNoTimeout(ComplianceContext context)
    {
        var sandbox = await TimeoutSandboxAsync(context).ConfigureAwait(false);
        foreach (var signal in (int[])[9, 15])
        {
            var result = await sandbox.RunAsync(
                Command.Shell("kill -\"$1\" $$; sleep 5", $"{signal}") with { Timeout = TimeSpan.FromSeconds(40) },
                context.CancellationToken).ConfigureAwait(false);
            context.CheckSignaled(
                result, SandboxOperation.RunCommand, signal, $"a command with a time-out that dies at once by signal {signal}");
        }
    }

    /// <summary>A time-out that is not positive is an <see cref="ArgumentException"/>.</summary>
    [ComplianceCase("commands/timeout-not-positive")]
    public static async Task TimeoutNotPositive(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Timeout");
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        foreach (var timeout in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromSeconds(-1)])
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => sandbox.RunAsync(Command.Create("true") with { Timeout = timeout }, context.CancellationToken),
                $"RunAsync with a time-out of {timeout}",
                Law.Arguments).ConfigureAwait(false);
        }
    }

    /// <summary>A cancelled token is an <see cref="OperationCanceledException"/>, and the command is gone with what it started.</summary>
    [ComplianceCase("commands/cancellation-kills")]
    public static async Task CancellationKills(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = context.Path("cancelled");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var run = sandbox.RunAsync(Inside.Heartbeats(path), source.Token);
        await context.HeartbeatStartedAsync(sandbox, path).ConfigureAwait(false);
        await source.CancelAsync().ConfigureAwait(false);
        await Check.ThrowsAsync<OperationCanceledException>(
            () => run.WaitAsync(context.Settings.Patience, CancellationToken.None),
            "RunAsync whose token fires while the command runs",
            Law.Cancellation).ConfigureAwait(false);
        await context.HeartbeatEndsAsync(sandbox, path, "the cancellation", Law.Cancellation).ConfigureAwait(false);
    }

    /// <summary>A token that has fired before the call: nothing is run.</summary>
    [ComplianceCase("commands/cancelled-before")]
    public static async Task CancelledBefore(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = context.Path("never");
        await context.TextAsync(sandbox, "mkdir -p \"${1%/*}\"", path).ConfigureAwait(false);
        await Check.ThrowsAsync<OperationCanceledException>(
            () => sandbox.RunAsync(Command.Create("touch", path), new CancellationToken(canceled: true)),
            "RunAsync with a token that has fired",
            Law.Cancellation).ConfigureAwait(false);
        Check.Exited(
            await context.ShellAsync(sandbox, "test ! -e \"$1\"", path).ConfigureAwait(false),
            0,
            "a look for the file that the cancelled command would make",
            Law.Cancellation);
    }

    private static Task CheckTimeoutKillsAsync(ComplianceContext context, ISandbox sandbox, string path, bool ownSession) =>
        context.HeartbeatTimesOutAsync(
            sandbox,
            path,
            limit => sandbox.RunAsync(Inside.Heartbeats(path, ownSession) with { Timeout = limit }, context.CancellationToken));

    private static async Task<ISandbox> TimeoutSandboxAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Timeout");
        return await context.ShellSandboxAsync().ConfigureAwait(false);
    }
}
