using System.Globalization;
using Compute.Framework;

namespace Containers;

/// <summary>What the table shows of a sandbox.</summary>
internal sealed record SandboxRow(string Id, string Status, string Cpu, string Memory, string Last)
{
    private const int IdLength = 12;
    private const int LastLength = 60;
    private const string Unknown = "-";

    /// <summary>Asks the provider; what it does not tell is shown as unknown, and what is gone meanwhile as gone.</summary>
    public static async Task<SandboxRow> ReadAsync(WatchedSandbox sandbox, CancellationToken cancellationToken)
    {
        var (status, metrics) = ("gone", default(SandboxMetrics));
        try
        {
            status = (await sandbox.GetInfoAsync(cancellationToken)).Status.ToString();
            metrics = sandbox.TryGet<IMetricsSource>(out var source) ? await source.GetMetricsAsync(cancellationToken) : null;
        }
        catch (ComputeException)
        {
        }

        return new(
            Short(sandbox.Id, IdLength),
            status,
            metrics?.CpuTime is { } cpu ? string.Create(CultureInfo.InvariantCulture, $"{cpu.TotalSeconds:0.00} s") : Unknown,
            metrics?.MemoryBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MiB") : Unknown,
            Short(sandbox.Last, LastLength));
    }

    private static string Short(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
