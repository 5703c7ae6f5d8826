using System.Collections.ObjectModel;
using Compute.Framework.Authoring;

namespace Compute.Providers.Remote;

/// <summary>What a gateway reports about one of its sandboxes.</summary>
public sealed record RemoteSandbox
{
    /// <summary>The sandbox's id at the gateway.</summary>
    [SandboxId]
    public required string Id { get; init; }

    /// <summary>The name of the provider behind the gateway.</summary>
    public required string BackEnd { get; init; }

    /// <summary>The sandbox's name.</summary>
    [SandboxName]
    public string? Name { get; init; }

    /// <summary>The state.</summary>
    [Status]
    public SandboxStatus Status { get; init; }

    /// <summary>When it was created; null where the provider behind the gateway does not know.</summary>
    [CreatedAt]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends by itself; null when it does not.</summary>
    [ExpiresAt]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The labels.</summary>
    [Labels]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    internal static RemoteSandbox Of(SandboxInfo info) => new()
    {
        Id = info.Id,
        BackEnd = info.ProviderName,
        Name = info.Name,
        Status = info.Status,
        CreatedAt = info.CreatedAt,
        ExpiresAt = info.ExpiresAt,
        Labels = info.Labels,
    };
}
