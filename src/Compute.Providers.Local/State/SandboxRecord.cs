using Compute.Framework;

namespace Compute.Providers.Local.State;

/// <summary>What is kept of a sandbox in <c>sandbox.json</c>.</summary>
internal sealed record SandboxRecord
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public Dictionary<string, string> Labels { get; init; } = [];

    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>As the caller gave it: absolute inside the sandbox, relative to the workspace, or null.</summary>
    public string? WorkingDirectory { get; init; }

    public required LocalIsolation Isolation { get; init; }

    public bool HasNetwork { get; init; } = true;

    public List<SandboxMount> Mounts { get; init; } = [];

    public ResourceLimits Limits { get; init; } = ResourceLimits.None;

    /// <summary>The snapshot that the sandbox began with, or null.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>Frozen layers under the workspace, the topmost first; empty while the workspace is a plain directory.</summary>
    public List<string> Layers { get; init; } = [];

    /// <summary>The layer that the workspace's present content is being made into; a crash is recognised by it.</summary>
    public string? PendingLayer { get; init; }

    /// <summary>The ports that the caller may ask the endpoints of.</summary>
    public List<int> Ports { get; init; } = [];

    /// <summary>What was stopped when the sandbox was paused; null while it runs.</summary>
    public List<PausedProcess>? Paused { get; init; }

    /// <summary>Whether a file has all of it: JSON may hold null where the type does not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsComplete => Id is not null && Labels is not null && Environment is not null && Ports is not null && Limits is not null
        && Layers?.TrueForAll(SandboxId.IsValid) == true && (PendingLayer is null || SandboxId.IsValid(PendingLayer))
        && Mounts?.TrueForAll(mount => mount is { Source: not null, Target: not null }) == true
            && Paused?.TrueForAll(process => process is not null) != false;

    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;
}

/// <summary>A process that was stopped, by its id and the time of its start.</summary>
internal sealed record PausedProcess(int Id, long StartTime);

/// <summary>Limits of a sandbox; null is none.</summary>
internal sealed record ResourceLimits(double? Cpus, long? MemoryBytes, int? MaxProcesses)
{
    public static ResourceLimits None { get; } = new(null, null, null);

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsNone => Cpus is null && MemoryBytes is null && MaxProcesses is null;
}

/// <summary>What is kept of a snapshot.</summary>
internal sealed record SnapshotRecord
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? ParentId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public Dictionary<string, string> Labels { get; init; } = [];

    /// <summary>The frozen layers that make up the files, the topmost first.</summary>
    public required List<string> Layers { get; init; }

    /// <summary>Whether a file has all of it: JSON may hold null where the type does not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsComplete => Id is not null && Labels is not null && Layers?.TrueForAll(SandboxId.IsValid) == true;
}
