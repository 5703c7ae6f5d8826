namespace Compute.Framework;

/// <summary>What a sandbox uses. What the back end does not tell is null.</summary>
public sealed record SandboxMetrics
{
    /// <summary>When this was measured, in UTC.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The processor time used since the sandbox was started, over all processors.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The memory in use, in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The most memory that the sandbox may use, in bytes; null where there is no limit, too.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Bytes received over the network since the sandbox was started.</summary>
    public long? NetworkReceivedBytes { get; init; }

    /// <summary>Bytes sent over the network since the sandbox was started.</summary>
    public long? NetworkSentBytes { get; init; }

    /// <summary>Bytes read from disk since the sandbox was started.</summary>
    public long? DiskReadBytes { get; init; }

    /// <summary>Bytes written to disk since the sandbox was started.</summary>
    public long? DiskWrittenBytes { get; init; }

    /// <summary>How many processes there are.</summary>
    public int? ProcessCount { get; init; }
}
