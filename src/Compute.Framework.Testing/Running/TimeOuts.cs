namespace Compute.Framework.Testing;

/// <summary>Runs commands whose time-out must pass after they have begun.</summary>
internal static class TimeOuts
{
    /// <summary>The time-out that is tried first.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

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

    private static async Task<(ExecutionResult Result, TimeSpan Timeout, TimeSpan Elapsed)> MeasuredAsync(
        Func<TimeSpan, Task<ExecutionResult>> run, TimeSpan timeout)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = await run(timeout).ConfigureAwait(false);
        return (result, timeout, TimeProvider.System.GetElapsedTime(start));
    }
}
