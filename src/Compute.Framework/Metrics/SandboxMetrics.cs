namespace Compute.Framework;

/// <summary>The resource usage of a sandbox. Values that the back end does not report are null.</summary>
public sealed record SandboxMetrics
{
    /// <summary>When this was measured, in UTC.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The processor time used since the sandbox was started, over all processors.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The memory in use, in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The maximum memory that the sandbox can use, in bytes; also null if there is no limit.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Bytes received over the network since the sandbox was started.</summary>
    public long? NetworkReceivedBytes { get; init; }

    /// <summary>Bytes sent over the network since the sandbox was started.</summary>
    public long? NetworkSentBytes { get; init; }

    /// <summary>Bytes read from disk since the sandbox was started.</summary>
    public long? DiskReadBytes { get; init; }

    /// <summary>Bytes written to disk since the sandbox was started.</summary>
    public long? DiskWrittenBytes { get; init; }

    /// <summary>The number of processes.</summary>
    public int? ProcessCount { get; init; }
}
