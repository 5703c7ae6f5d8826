using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>What a sandbox uses is measured.</summary>
public static class MetricsCases
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Measured now, and no number that cannot be.</summary>
    [ComplianceCase("metrics/plausible")]
    [Proves(SandboxOperation.GetMetrics)]
    public static async Task Plausible(ComplianceContext context)
    {
        var (_, source) = await SourceAsync(context).ConfigureAwait(false);
        var metrics = await source.GetMetricsAsync(context.CancellationToken).ConfigureAwait(false);
        Optional.CheckAboutNow(metrics.MeasuredAt, "MeasuredAt", Law.Metrics);
        long?[] told =
        [
            metrics.CpuTime?.Ticks, metrics.MemoryBytes, metrics.MemoryLimitBytes, metrics.NetworkReceivedBytes, metrics.NetworkSentBytes,
            metrics.DiskReadBytes, metrics.DiskWrittenBytes, metrics.ProcessCount,
        ];
        Check.That(
            told.Any(value => value is not null),
            "a provider that claims GetMetrics measures something",
            "everything is null",
            Law.Metrics);
        Check.That(told.All(value => value is null or >= 0), "no negative number", metrics.ToString(), Law.Metrics);
        Check.That(
            metrics.MemoryLimitBytes is null or > 0,
            "a memory limit greater than zero, or null",
            $"{metrics.MemoryLimitBytes}",
            Law.Metrics);
    }

    /// <summary>A process that holds 48 MiB is seen in the memory.</summary>
    [ComplianceCase("metrics/memory")]
    public static async Task Memory(ComplianceContext context)
    {
        var (sandbox, source) = await BusySourceAsync(context).ConfigureAwait(false);
        var before = await ToldAsync(context, source, metrics => metrics.MemoryBytes, "memory").ConfigureAwait(false);
        // It reads one block, and nobody takes it from it.
        await context.StartShellAsync(sandbox, "dd if=/dev/zero bs=50331648 count=1 2>/dev/null | sleep 600").ConfigureAwait(false);
        long? now = null;
        await context.EventuallyAsync(
            async () => (now = (await source.GetMetricsAsync(context.CancellationToken).ConfigureAwait(false)).MemoryBytes) > before
                + 30 * Mebibyte,
            context.Settings.Patience,
            () => $"MemoryBytes grows from {before} by about 48 MiB",
            () => $"{now}",
            Law.Metrics).ConfigureAwait(false);
    }

    /// <summary>A busy loop is seen in the processor time, which never goes back.</summary>
    [ComplianceCase("metrics/cpu-time")]
    public static async Task CpuTime(ComplianceContext context)
    {
        var (sandbox, source) = await BusySourceAsync(context).ConfigureAwait(false);
        var before = await ToldAsync(context, source, metrics => metrics.CpuTime, "processor time").ConfigureAwait(false);
        await context.StartShellAsync(sandbox, "i=0; while [ $i -lt 100000000 ]; do i=$((i+1)); done").ConfigureAwait(false);
        var last = before;
        await context.EventuallyAsync(
            async () =>
            {
                var now = (await source.GetMetricsAsync(context.CancellationToken).ConfigureAwait(false)).CpuTime;
                Check.That(now >= last, $"a CpuTime of {last} or more, as before", $"{now}", Law.Metrics);
                last = now.Value;
                return last > before + TimeSpan.FromSeconds(0.5);
            },
            context.Settings.Patience,
            () => $"CpuTime grows from {before} by half a second while a command is busy",
            () => $"{last}",
            Law.Metrics).ConfigureAwait(false);
    }

    /// <summary>Processes are counted.</summary>
    [ComplianceCase("metrics/process-count")]
    public static async Task ProcessCount(ComplianceContext context)
    {
        var (sandbox, source) = await BusySourceAsync(context).ConfigureAwait(false);
        var before = await ToldAsync(context, source, metrics => metrics.ProcessCount, "number of processes").ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "for i in 1 2 3 4 5; do sleep 120 & done; printf ready; wait").ConfigureAwait(false);
        await context.ReadUntilAsync(process, "ready").ConfigureAwait(false);
        int? now = null;
        await context.EventuallyAsync(
            async () => (now = (await source.GetMetricsAsync(context.CancellationToken).ConfigureAwait(false)).ProcessCount) >= before + 5,
            context.Settings.Patience,
            () => $"ProcessCount grows from {before} by at least 5",
            () => $"{now}",
            Law.Metrics).ConfigureAwait(false);
    }

    /// <summary>The limit that was set is reported, where the back end reports limits.</summary>
    [ComplianceCase("metrics/memory-limit")]
    public static async Task MemoryLimit(ComplianceContext context)
    {
        context.Require(SandboxOperation.GetMetrics);
        context.Require(SandboxOperation.CreateSandbox, "Resources.MemoryBytes");
        var sandbox = await context.CreateSandboxAsync(
            context.Defaults with { Resources = context.Defaults.Resources with { MemoryBytes = 256 * Mebibyte } }).ConfigureAwait(false);
        var limit = await ToldAsync(
            context, sandbox.Claimed<IMetricsSource>(), metrics => metrics.MemoryLimitBytes, "memory limit").ConfigureAwait(false);
        Check.Equal(256 * Mebibyte, limit, "MemoryLimitBytes of a sandbox with 256 MiB", Law.Metrics);
    }

    private static async Task<(ISandbox Sandbox, IMetricsSource Source)> SourceAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.GetMetrics);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<IMetricsSource>());
    }

    private static Task<(ISandbox Sandbox, IMetricsSource Source)> BusySourceAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess);
        context.RequireShell();
        return SourceAsync(context);
    }

    private static async Task<T> ToldAsync<T>(
        ComplianceContext context, IMetricsSource source, Func<SandboxMetrics, T?> select, string what)
        where T : struct
    {
        if (select(await source.GetMetricsAsync(context.CancellationToken).ConfigureAwait(false)) is not { } told)
        {
            context.NotApplicable(string.Create(CultureInfo.InvariantCulture, $"The back end does not report the {what}."));
            return default;
        }

        return told;
    }
}
