using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The state of a sandbox as the back end reported it.</summary>
public sealed record SandboxInfo
{
    /// <summary>The id at the back end.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's name.</summary>
    public required string ProviderName { get; init; }

    /// <summary>The name for display; null if the sandbox has none or the back end does not report it.</summary>
    public string? Name { get; init; }

    /// <summary>The state; <see cref="SandboxStatus.Unknown"/> if the back end reports none that the framework knows.</summary>
    public SandboxStatus Status { get; init; } = SandboxStatus.Unknown;

    /// <summary>When it was created, in UTC; null if the back end does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it is destroyed automatically, in UTC; null if never or if the back end does not report it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The caller's labels, without the framework's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The process that owns the sandbox; null if the sandbox is detached, was not created by this framework,
    /// or its back end reports no labels.</summary>
    public SandboxOwner? Owner { get; init; }
}
