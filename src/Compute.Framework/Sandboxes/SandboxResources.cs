namespace Compute.Framework;

/// <summary>Limits of a sandbox. What is null is up to the provider.</summary>
public sealed record SandboxResources
{
    /// <summary>No limit set.</summary>
    public static SandboxResources Default { get; } = new();

    /// <summary>Processor time, in processors; 0.5 is half of one. Positive.</summary>
    public double? Cpus { get; init; }

    /// <summary>Memory in bytes; positive.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Disk space in bytes; positive.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>Processes and threads at one time; positive.</summary>
    public int? MaxProcesses { get; init; }

    /// <summary>Number of GPUs; positive.</summary>
    public int? Gpus { get; init; }
}
