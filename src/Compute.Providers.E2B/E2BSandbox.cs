using System.Globalization;
using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

/// <summary>What E2B reports about a sandbox.</summary>
public sealed record E2BSandbox
{
    /// <summary>The sandbox's id.</summary>
    [SandboxId]
    public required string Id { get; init; }

    /// <summary>The id of the template or snapshot that it was created from.</summary>
    public required string TemplateId { get; init; }

    /// <summary>The state.</summary>
    [Status]
    public SandboxStatus Status { get; init; }

    /// <summary>When it was started, in UTC; null where the response of a creation is all that is known.</summary>
    [CreatedAt]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends by itself, in UTC; null where the response of a creation is all that is known.</summary>
    [ExpiresAt]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The labels, which are E2B's metadata.</summary>
    [Labels]
    public IReadOnlyDictionary<string, string> Labels { get; init => field = ContentEquality.DictionaryOf(value); } =
        ContentEquality.DictionaryOf<string>(null);

    /// <summary>The version of the agent inside.</summary>
    public string? EnvdVersion { get; init; }

    /// <summary>The metadata that names the ports which a creation listed. E2B makes every port of a sandbox reachable.</summary>
    internal const string PortsLabel = "compute.ports";

    /// <summary>The ports that the creation listed; all can be reached when it listed none.</summary>
    internal IReadOnlyList<int> Ports { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf<int>(null);

    /// <summary>How to reach the agent inside; null until it is needed, for a sandbox that was found.</summary>
    internal SandboxAccess? Access { get; set; }

    internal static E2BSandbox Of(SandboxDetail detail) => new()
    {
        Id = detail.SandboxId,
        TemplateId = detail.TemplateId,
        Status = detail.State switch
        {
            "running" => SandboxStatus.Running,
            "paused" => SandboxStatus.Paused,
            _ => SandboxStatus.Unknown,
        },
        CreatedAt = detail.StartedAt,
        ExpiresAt = detail.EndAt,
        Labels = (detail.Metadata ?? []).Where(static label => label.Key != PortsLabel).ToDictionary(),
        Ports = detail.Metadata?.GetValueOrDefault(PortsLabel)?.Split('.').Select(ParsePort).ToList() ?? [],
        EnvdVersion = detail.EnvdVersion,
        Access = detail is { EnvdAccessToken: { } token, Network: null or { AllowPublicTraffic: null or true } }
            ? new SandboxAccess(token, Traffic: null, detail.Domain)
            : null,
    };

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
}

/// <summary>What a sandbox's own requests need.</summary>
/// <param name="Token">The agent's token; null for a sandbox that has none.</param>
/// <param name="Traffic">The token of its ports; null where they are public.</param>
/// <param name="Domain">The domain of its hosts; that of the settings when null or empty.</param>
internal sealed record SandboxAccess(string? Token, string? Traffic, string? Domain)
{
    /// <summary>No token in a log.</summary>
    public override string ToString() => nameof(SandboxAccess);
}
