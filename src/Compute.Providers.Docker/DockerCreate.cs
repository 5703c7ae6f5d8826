namespace Compute.Providers.Docker;

/// <summary>The options of a new sandbox that this provider honors: each member is bound to the option of its name.</summary>
/// <remarks>What only this provider knows is in <see cref="DockerCreateOptions"/>.</remarks>
internal sealed record DockerCreate
{
    public string? Image { get; init; }

    public string? Template { get; init; }

    public string? SnapshotId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? WorkingDirectory { get; init; }

    public string? User { get; init; }

    public TimeSpan? Lifetime { get; init; }

    public SandboxResources Resources { get; init; } = new();

    public IReadOnlyList<int> Ports { get; init; } = [];

    public IReadOnlyList<SandboxMount> Mounts { get; init; } = [];

    public NetworkPolicy? Network { get; init; }

    public SecurityProfile? Security { get; init; }
}
