using Compute.Framework;

namespace Compute.Providers.Docker.Sandboxes;

/// <summary>What a new sandbox should be.</summary>
internal sealed record NewSandbox
{
    public required string Image { get; init; }
    public string? SnapshotId { get; init; }
    public string? Name { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public string? WorkingDirectory { get; init; }
    public string? User { get; init; }
    public TimeSpan? Lifetime { get; init; }
    public required SandboxResources Resources { get; init; }
    public required IReadOnlyList<int> Ports { get; init; }
    public required IReadOnlyList<SandboxMount> Mounts { get; init; }
    public NetworkPolicy? Network { get; init; }
    public SecurityProfile Security { get; init; } = new();
    public DockerCreateOptions Own { get; init; } = new();
}
