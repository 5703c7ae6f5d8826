using Compute.Framework;

namespace Compute.Providers.Local;

/// <summary>The options of a new sandbox that this provider honors: each member is bound to the option of its name.</summary>
internal sealed record LocalCreate
{
    public string? SnapshotId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? WorkingDirectory { get; init; }

    public TimeSpan? Lifetime { get; init; }

    public double? Cpus { get; init; }

    public long? MemoryBytes { get; init; }

    public int? MaxProcesses { get; init; }

    public IReadOnlyList<int> Ports { get; init; } = [];

    public IReadOnlyList<SandboxMount> Mounts { get; init; } = [];

    public NetworkPolicy? Network { get; init; }
}
