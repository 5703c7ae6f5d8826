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
    /// <returns>The result, and the time-out that it came about with.</returns>
    public static async Task<(ExecutionResult Result, TimeSpan Timeout)> TimedOutAsync(
        this ComplianceContext context, Func<TimeSpan, Task<ExecutionResult>> run, Func<ExecutionResult, Task<bool>> hasBegun)
    {
        var result = await run(Short).ConfigureAwait(false);
        if (result.Outcome != ExecutionOutcome.TimedOut || await hasBegun(result).ConfigureAwait(false))
        {
            return (result, Short);
        }

        var longer = context.Settings.Patience / 3;
        return (await run(longer).ConfigureAwait(false), longer);
    }
}
