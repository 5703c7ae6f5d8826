using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>Sums up what the processes of a sandbox use.</summary>
/// <remarks>Processor time that ended processes had used counts as far as their parents, which waited for them, still live.</remarks>
[SupportedOSPlatform("linux")]
internal static class SandboxUsage
{
    public static SandboxMetrics Measure(SandboxRecord record, SandboxPaths paths, DateTimeOffset now)
    {
        var (count, processor, memory) = (0, TimeSpan.Zero, 0L);
        foreach (var process in SandboxProcesses.All(record, paths))
        {
            if (ProcFs.Usage(process.Id) is { } usage)
            {
                count++;
                processor += usage.Processor;
                memory += usage.ResidentBytes;
            }
        }

        return new SandboxMetrics
        {
            MeasuredAt = now,
            CpuTime = processor,
            MemoryBytes = memory,
            MemoryLimitBytes = record.Limits.MemoryBytes,
            ProcessCount = count,
        };
    }
}
