using System.Collections.ObjectModel;

namespace Compute.Framework.Testing.InMemory;

/// <summary>What the in-memory provider tells about one of its sandboxes.</summary>
public sealed record InMemorySandbox
{
    /// <summary>The id.</summary>
    [SandboxId]
    public required string Id { get; init; }

    /// <summary>The name for people, or null.</summary>
    public string? Name { get; init; }

    /// <summary>When the sandbox was created, in UTC.</summary>
    [CreatedAt]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the sandbox ends by itself, in UTC; null when it does not.</summary>
    [ExpiresAt]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The state; what is there runs.</summary>
    [Status]
    public SandboxStatus Status { get; init; } = SandboxStatus.Running;

    /// <summary>All labels.</summary>
    [Labels]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The environment of every command.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The snapshot that it was created from, or null.</summary>
    public string? SnapshotId { get; init; }
}
