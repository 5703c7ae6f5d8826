namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Metrics() =>
    [
        Case("metrics/plausible", MetricsCases.Plausible, Does(SandboxOperation.GetMetrics)),
        Case("metrics/memory", MetricsCases.Memory),
        Case("metrics/cpu-time", MetricsCases.CpuTime),
        Case("metrics/process-count", MetricsCases.ProcessCount),
        Case("metrics/memory-limit", MetricsCases.MemoryLimit),
    ];
}
