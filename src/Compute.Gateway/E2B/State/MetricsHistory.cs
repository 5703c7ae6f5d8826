using System.Collections.Concurrent;

namespace Compute.Gateway.E2B.State;

/// <summary>What was measured of sandboxes, so that the share of the processor can be reported.</summary>
internal sealed class MetricsHistory
{
    private const int MaxKept = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, List<MetricSample>> _samples = new();

    /// <summary>Measures, unless that was just done, and returns what was measured in a range of time.</summary>
    public async Task<IReadOnlyList<MetricSample>> MeasureAsync(
        string id, IMetricsSource source, DateTimeOffset? createdAt, CancellationToken cancellationToken)
    {
        var samples = _samples.GetOrAdd(id, static _ => []);
        MetricSample? last;
        lock (samples)
        {
            last = samples.Count > 0 ? samples[^1] : null;
        }

        var metrics = await source.GetMetricsAsync(cancellationToken).ConfigureAwait(false);
        lock (samples)
        {
            if (last is null || metrics.MeasuredAt - last.Metrics.MeasuredAt >= Interval)
            {
                samples.Add(new MetricSample(metrics, Percent(last?.Metrics, metrics, createdAt)));
                if (samples.Count > MaxKept)
                {
                    samples.RemoveAt(0);
                }
            }

            return [.. samples];
        }
    }

    public void Forget(string id) => _samples.TryRemove(id, out _);

    /// <summary>The share of one processor since the last measurement, or since the sandbox was created.</summary>
    private static double Percent(SandboxMetrics? last, SandboxMetrics now, DateTimeOffset? createdAt)
    {
        if (now.CpuTime is not { } used || (last?.MeasuredAt ?? createdAt) is not { } since || now.MeasuredAt <= since)
        {
            return 0;
        }

        var share = (used - (last?.CpuTime ?? TimeSpan.Zero)) / (now.MeasuredAt - since) * 100;
        return Math.Round(Math.Max(0, share), 2);
    }
}

/// <summary>What was measured once.</summary>
/// <param name="Metrics">The provider's values.</param>
/// <param name="CpuPercent">The share of one processor, in percent.</param>
internal sealed record MetricSample(SandboxMetrics Metrics, double CpuPercent);
