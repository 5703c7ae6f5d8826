using Compute.Framework.Authoring;

namespace Compute.Providers.Docker;

/// <summary>What the Docker provider reports about one of its sandboxes.</summary>
public sealed record DockerSandbox
{
    /// <summary>The container's id.</summary>
    [SandboxId]
    public required string Id { get; init; }

    /// <summary>The container's name.</summary>
    [SandboxName]
    public string? Name { get; init; }

    /// <summary>The image that it was created from.</summary>
    public string? Image { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    [CreatedAt]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself, in UTC; null when it does not.</summary>
    [ExpiresAt]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The state.</summary>
    [Status]
    public required SandboxStatus Status { get; init; }

    /// <summary>The labels that it was created with; not those of its image.</summary>
    [Labels]
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentEquality.DictionaryOf(value);
    } = ContentEquality.DictionaryOf<string>(null);

    /// <summary>The absolute path at which relative paths begin; not known from a listing.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The ports inside, and where the engine publishes them; a port is there once for each address.</summary>
    internal IReadOnlyList<(int Inside, PortBinding Binding)> Ports
    {
        get;
        init => field = ContentEquality.ListOf(value);
    } = ContentEquality.ListOf<(int, PortBinding)>(null);

    internal string? SnapshotId { get; init; }

    internal bool IsRemovedWhenStopped { get; init; }

    internal bool HasReadOnlyRoot { get; init; }

    /// <summary>Whether the engine itself sees the files as the sandbox does, and acts with the same rights.</summary>
    internal bool HasPlainFiles { get; init; }
}
