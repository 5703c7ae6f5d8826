namespace Compute.Framework;

/// <summary>The resource limits of a sandbox. The provider chooses limits that are null.</summary>
public sealed record SandboxResources
{
    /// <summary>No limit set.</summary>
    public static SandboxResources Default { get; } = new();

    /// <summary>Processor time, as a number of processors; 0.5 is half of one. Positive.</summary>
    public double? Cpus { get; init; }

    /// <summary>Memory in bytes; positive.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Disk space in bytes; positive.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>The maximum number of processes and threads at the same time; positive.</summary>
    public int? MaxProcesses { get; init; }

    /// <summary>Number of GPUs; positive.</summary>
    public int? Gpus { get; init; }
}
