using Compute.Gateway.E2B.State;
using Compute.Gateway.Routes;

namespace Compute.Gateway.E2B.Api;

/// <summary>Metrics, logs, and the names of templates.</summary>
internal static class Observations
{
    private const int MaxLogs = 1000;

    public static async Task MetricsAsync(E2BCall call)
    {
        var (start, end) = (call.Gateway.QueryNumber("start", 0, long.MaxValue), call.Gateway.QueryNumber("end", 0, long.MaxValue));
        var (sandbox, info) = await call.RequireAsync().ConfigureAwait(false);
        var source = ProcessRoutes.Require<IMetricsSource>(sandbox, SandboxOperation.GetMetrics);
        var samples = await call.Server.Metrics.MeasureAsync(call.SandboxId, source, info.CreatedAt, call.Aborted).ConfigureAwait(false);
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var cpus = SandboxForms.DetailOf(call, info).CpuCount;
        var forms = samples
            .Select(sample => new MetricForm
            {
                Timestamp = sample.Metrics.MeasuredAt,
                TimestampUnix = sample.Metrics.MeasuredAt.ToUnixTimeSeconds(),
                CpuCount = cpus,
                CpuUsedPct = sample.CpuPercent,
                MemUsed = sample.Metrics.MemoryBytes ?? 0,
                MemTotal = sample.Metrics.MemoryLimitBytes ?? machine,
                MemCache = 0,
                DiskUsed = 0,
                DiskTotal = 0,
            })
            .Where(form => !(form.TimestampUnix < start) && !(form.TimestampUnix > end))
            .ToList();
        await call.WriteAsync(forms, ApiJson.Default.ListMetricForm).ConfigureAwait(false);
    }

    public static async Task LogsAsync(E2BCall call) =>
        await call.WriteAsync(
            new LogsForm(await ReadLogsAsync(call).ConfigureAwait(false)), ApiJson.Default.LogsForm).ConfigureAwait(false);

    public static async Task OldLogsAsync(E2BCall call)
    {
        var logs = await ReadLogsAsync(call).ConfigureAwait(false);
        await call.WriteAsync(
            new OldLogsForm(logs.ConvertAll(static log => new LogLineForm(log.Timestamp, log.Message)), logs),
            ApiJson.Default.OldLogsForm).ConfigureAwait(false);
    }

    /// <summary>The template of a name, for who asks whether it exists.</summary>
    public static Task AliasAsync(E2BCall call)
    {
        var name = Uri.UnescapeDataString(call.SandboxId);
        return call.Server.Options.Templates.ContainsKey(name)
            ? call.WriteAsync(new AliasForm { TemplateId = name, Public = true }, ApiJson.Default.AliasForm)
            : throw E2BError.NotFound($"template '{name}' not found");
    }

    private static async Task<List<LogForm>> ReadLogsAsync(E2BCall call)
    {
        var limit = (int)(call.Gateway.QueryNumber("limit", 1, MaxLogs) ?? MaxLogs);
        var source = ProcessRoutes.Require<ILogSource>(await call.SandboxAsync().ConfigureAwait(false), SandboxOperation.ReadLogs);
        var logs = new List<LogForm>();
        await foreach (var entry in source.ReadLogsAsync(new LogOptions { Tail = limit }, call.Aborted).ConfigureAwait(false))
        {
            var stream = entry.Stream == StandardStream.StandardError ? "stderr" : "stdout";
            logs.Add(new LogForm(
                entry.Timestamp ?? call.Server.Gateway.Time.GetUtcNow(), entry.Text, "info", new() { ["stream"] = stream }));
        }

        return logs;
    }
}
