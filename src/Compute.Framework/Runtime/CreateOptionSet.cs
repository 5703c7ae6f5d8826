namespace Compute.Framework.Runtime;

/// <summary>A set of options of <see cref="CreateSandboxOptions"/>. Compiled into providers as their allow-list: bits are never
/// reused.</summary>
[Flags]
public enum CreateOptionSet : long
{
    /// <summary>No option.</summary>
    None = 0,

    /// <summary><see cref="CreateSandboxOptions.Image"/>.</summary>
    Image = 1L << 0,

    /// <summary><see cref="CreateSandboxOptions.Template"/>.</summary>
    Template = 1L << 1,

    /// <summary><see cref="CreateSandboxOptions.SnapshotId"/>.</summary>
    SnapshotId = 1L << 2,

    /// <summary><see cref="CreateSandboxOptions.Name"/>.</summary>
    Name = 1L << 3,

    /// <summary><see cref="CreateSandboxOptions.Labels"/>.</summary>
    Labels = 1L << 4,

    /// <summary><see cref="CreateSandboxOptions.Environment"/>.</summary>
    Environment = 1L << 5,

    /// <summary><see cref="CreateSandboxOptions.WorkingDirectory"/>.</summary>
    WorkingDirectory = 1L << 6,

    /// <summary><see cref="CreateSandboxOptions.User"/>.</summary>
    User = 1L << 7,

    /// <summary><see cref="CreateSandboxOptions.Lifetime"/>.</summary>
    Lifetime = 1L << 8,

    /// <summary><see cref="SandboxResources.Cpus"/>.</summary>
    Cpus = 1L << 9,

    /// <summary><see cref="SandboxResources.MemoryBytes"/>.</summary>
    MemoryBytes = 1L << 10,

    /// <summary><see cref="SandboxResources.DiskBytes"/>.</summary>
    DiskBytes = 1L << 11,

    /// <summary><see cref="SandboxResources.MaxProcesses"/>.</summary>
    MaxProcesses = 1L << 12,

    /// <summary><see cref="SandboxResources.Gpus"/>.</summary>
    Gpus = 1L << 13,

    /// <summary><see cref="CreateSandboxOptions.Ports"/>.</summary>
    Ports = 1L << 14,

    /// <summary><see cref="CreateSandboxOptions.Mounts"/>.</summary>
    Mounts = 1L << 15,

    /// <summary><see cref="CreateSandboxOptions.Network"/>.</summary>
    Network = 1L << 16,

    /// <summary><see cref="CreateSandboxOptions.Security"/>.</summary>
    Security = 1L << 17,

    /// <summary>The provider's own options record.</summary>
    ProviderOptions = 1L << 18,

    /// <summary><see cref="CreateSandboxOptions.NetworkAllowList"/>.</summary>
    NetworkAllowList = 1L << 19,
}
