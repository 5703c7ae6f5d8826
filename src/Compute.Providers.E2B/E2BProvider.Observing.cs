using System.Runtime.CompilerServices;
using System.Text;
using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

public sealed partial class E2BProvider
{
    private const int LogPage = 1000;
    private static readonly TimeSpan LogPolling = TimeSpan.FromSeconds(1);

    /// <summary>The last values that E2B collected; what the agent measures now while there are none.</summary>
    [GetMetrics]
    internal async Task<SandboxMetrics> GetMetricsAsync(E2BSandbox sandbox, CancellationToken cancellationToken)
    {
        var collected = await _control.CallAsync((api, key, token) => api.GetMetricsAsync(sandbox.Id, key, token), cancellationToken)
            .ConfigureAwait(false);
        if (collected.MaxBy(static metric => metric.TimestampUnix) is { } last)
        {
            return Of(last.TimestampUnix, last.MemUsed, last.MemTotal);
        }

        try
        {
            using var request = await _envd.RequestAsync(HttpMethod.Get, sandbox, "metrics", cancellationToken).ConfigureAwait(false);
            using var response = await _envd.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var now = await response.ReadJsonAsync(E2BJson.Default.EnvdMetrics, cancellationToken).ConfigureAwait(false);
            return Of(now.Ts, now.MemUsed, now.MemTotal);
        }
        catch (EnvdException error)
        {
            throw error.ToError();
        }

        static SandboxMetrics Of(long seconds, long used, long total) => new()
        {
            MeasuredAt = DateTimeOffset.FromUnixTimeSeconds(seconds),
            MemoryBytes = used,
            MemoryLimitBytes = total > 0 ? total : null,
        };
    }

    [ReadLogs]
    internal async IAsyncEnumerable<LogEntry> ReadLogsAsync(
        E2BSandbox sandbox,
        bool follow,
        int? tail,
        DateTimeOffset? since,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The newest entries come newest first; entries of the last millisecond are read twice, and known by their place in it.
        var cursor = since ?? DateTimeOffset.UnixEpoch;
        var seen = 0;
        if (tail is { } count)
        {
            var newest = count == 0 ? [] : await ReadAsync(cursor: null, Math.Min(count, LogPage), "backward").ConfigureAwait(false);
            foreach (var entry in newest.Where(entry => entry.Timestamp >= cursor).Reverse())
            {
                yield return Of(entry);
            }

            cursor = newest.Count > 0 ? newest[0].Timestamp : _time.GetUtcNow();
            seen = newest.TakeWhile(entry => Milliseconds(entry.Timestamp) == Milliseconds(cursor)).Count();
        }

        while (tail is null || follow)
        {
            var page = await ReadAsync(Milliseconds(cursor), LogPage, "forward").ConfigureAwait(false);
            foreach (var entry in page.Skip(seen).Where(entry => since is null || entry.Timestamp >= since))
            {
                yield return Of(entry);
            }

            if (page.Count > seen)
            {
                cursor = page[^1].Timestamp;
                seen = page.Reverse().TakeWhile(entry => Milliseconds(entry.Timestamp) == Milliseconds(cursor)).Count();
            }
            else if (!follow || await GetAsync(sandbox.Id, cancellationToken).ConfigureAwait(false) is null)
            {
                yield break;
            }
            else
            {
                await Task.Delay(LogPolling, _time, cancellationToken).ConfigureAwait(false);
            }
        }

        async Task<IReadOnlyList<SandboxLog>> ReadAsync(long? cursor, int limit, string direction) => (await _control.CallAsync(
            (api, key, token) => api.GetLogsAsync(sandbox.Id, cursor, limit, direction, key, token), cancellationToken)
            .ConfigureAwait(false)).Logs;

        static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

        static LogEntry Of(SandboxLog log) => new()
        {
            Timestamp = log.Timestamp.ToUniversalTime(),
            Stream = log.Level is "error" or "warn" ? StandardStream.StandardError : StandardStream.StandardOutput,
            Data = Encoding.UTF8.GetBytes(log.Message + "\n"),
        };
    }
}
