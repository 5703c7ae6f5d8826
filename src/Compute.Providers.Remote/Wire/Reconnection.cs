using System.Diagnostics;

namespace Compute.Providers.Remote.Wire;

/// <summary>Waits between attempts to reach the gateway again, until the time for it is over.</summary>
internal sealed class Reconnection(TimeSpan limit)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private long _since;

    public int Count { get; private set; }

    /// <summary>Something arrived: the time begins again with the next loss.</summary>
    public void Reset() => Count = 0;

    /// <exception cref="SandboxUnavailableException">The time is over.</exception>
    public async Task WaitAsync(SandboxUnavailableException error, CancellationToken cancellationToken)
    {
        if (Count == 0)
        {
            _since = Stopwatch.GetTimestamp();
        }
        else if (Stopwatch.GetElapsedTime(_since) > limit)
        {
            throw error;
        }

        var delay = TimeSpan.FromMilliseconds(20 * Math.Pow(2, Math.Min(Count, 10)));
        Count++;
        await Task.Delay(delay < Longest ? delay : Longest, cancellationToken).ConfigureAwait(false);
    }
}
