using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The state of a sandbox as the back end told it.</summary>
public sealed record SandboxInfo
{
    /// <summary>The id at the back end.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's name.</summary>
    public required string ProviderName { get; init; }

    /// <summary>The name for people; null when it has none or the back end does not tell.</summary>
    public string? Name { get; init; }

    /// <summary>The state; <see cref="SandboxStatus.Unknown"/> where the back end tells none that the framework knows.</summary>
    public SandboxStatus Status { get; init; } = SandboxStatus.Unknown;

    /// <summary>When it was created, in UTC; null where the back end does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it will be destroyed by itself, in UTC; null when never or where the back end does not tell.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The caller's labels. Labels that the framework set for itself are not among them.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>Which process owns the sandbox; null when it is detached, was not made by this framework, or its back end shows no labels.</summary>
    public SandboxOwner? Owner { get; init; }
}
