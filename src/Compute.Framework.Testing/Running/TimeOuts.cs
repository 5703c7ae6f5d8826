namespace Compute.Framework.Testing;

/// <summary>Runs commands whose time-out must pass after they have begun.</summary>
internal static class TimeOuts
{
    /// <summary>The time-out that is tried first.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

    /// <summary>Runs a command with a short time-out; with a longer one where that left a busy machine no time to begin.</summary>
    /// <param name="context">The context of the case.</param>
    /// <param name="run">Runs the command with the time-out.</param>
    /// <param name="hasBegun">Whether the result shows that the command had begun.</param>
    /// <returns>The result, the time-out that it came about with, and how long that took.</returns>
    public static async Task<(ExecutionResult Result, TimeSpan Timeout, TimeSpan Elapsed)> TimedOutAsync(
        this ComplianceContext context, Func<TimeSpan, Task<ExecutionResult>> run, Func<ExecutionResult, Task<bool>> hasBegun)
    {
        var first = await MeasuredAsync(run, Short).ConfigureAwait(false);
        return first.Result.Outcome != ExecutionOutcome.TimedOut || await hasBegun(first.Result).ConfigureAwait(false)
            ? first
            : await MeasuredAsync(run, context.Settings.Patience / 3).ConfigureAwait(false);
    }

    /// <summary>Runs a command that writes heartbeats until its time-out has passed, and checks that nothing of it is left.</summary>
    /// <param name="context">The context of the case.</param>
    /// <param name="sandbox">The sandbox that it runs in.</param>
    /// <param name="path">The heartbeat file.</param>
    /// <param name="run">Runs the command with the time-out.</param>
    public static async Task HeartbeatTimesOutAsync(
        this ComplianceContext context, ISandbox sandbox, string path, Func<TimeSpan, Task<ExecutionResult>> run)
    {
        var (result, _, _) = await context.TimedOutAsync(
            run, async _ => (await LookAsync().ConfigureAwait(false)).IsSuccess).ConfigureAwait(false);
        Check.Equal(ExecutionOutcome.TimedOut, result.Outcome, "the outcome of a command whose time-out passed", Law.TimeoutKills);
        await context.HeartbeatEndsAsync(sandbox, path, "its time-out", Law.TimeoutKills).ConfigureAwait(false);

        // Without a heartbeat there was nothing to kill, and the case would have shown nothing.
        Check.Exited(
            await LookAsync().ConfigureAwait(false), 0, "a look for the heartbeat that ran before the time-out", Law.TimeoutKills);

        Task<ExecutionResult> LookAsync() => context.ShellAsync(sandbox, "test -s \"$1\"", path);
    }

    private static async Task<(ExecutionResult Result, TimeSpan Timeout, TimeSpan Elapsed)> MeasuredAsync(
        Func<TimeSpan, Task<ExecutionResult>> run, TimeSpan timeout)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = await run(timeout).ConfigureAwait(false);
        return (result, timeout, TimeProvider.System.GetElapsedTime(start));
    }
}
