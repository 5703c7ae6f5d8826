namespace Compute.Framework.Testing;

/// <summary>What the case that runs now waited for. It follows the case's own asynchronous flow, so that cases may run side by
/// side.</summary>
internal sealed class CaseWaits
{
    /// <summary>Shorter waits are not worth a line.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    private static readonly AsyncLocal<CaseWaits?> Flow = new();

    private readonly Lock _gate = new();
    private readonly List<CaseWait> _waits = [];

    public CaseWait[] Taken
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>Begins to collect; called at the beginning of a case, in its flow.</summary>
    public static CaseWaits Begin() => Flow.Value = new CaseWaits();

    public static void Add(string waitedFor, TimeSpan duration)
    {
        if (Flow.Value is { } current && duration >= Least)
        {
            lock (current._gate)
            {
                current._waits.Add(new CaseWait(waitedFor, duration));
            }
        }
    }
}

/// <summary>Waits that the report lists.</summary>
internal static class Waiting
{
    /// <summary>Waits a fixed time, for what cannot be asked.</summary>
    /// <param name="context">The case's context.</param>
    /// <param name="duration">How long.</param>
    /// <param name="reason">What must have happened by then.</param>
    public static async Task WaitAsync(this ComplianceContext context, TimeSpan duration, string reason)
    {
        await Task.Delay(duration, context.CancellationToken).ConfigureAwait(false);
        CaseWaits.Add(reason, duration);
    }
}
