using System.Text.Json.Serialization;

namespace Compute.Providers.E2B.Wire;

internal sealed record NewSandbox
{
    [JsonPropertyName("templateID")]
    public required string TemplateId { get; init; }

    public int? Timeout { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyDictionary<string, string>? EnvVars { get; init; }

    [JsonPropertyName("allow_internet_access")]
    public bool? AllowInternetAccess { get; init; }

    public SandboxNetwork? Network { get; init; }

    public bool? AutoPause { get; init; }

    public bool? AutoPauseMemory { get; init; }

    public AutoResume? AutoResume { get; init; }

    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }
}

internal sealed record AutoResume(bool Enabled);

internal sealed record VolumeMount(string Name, string Path);

internal sealed record SandboxNetwork
{
    public IReadOnlyList<string>? AllowOut { get; init; }

    public IReadOnlyList<string>? DenyOut { get; init; }

    public bool? AllowPublicTraffic { get; init; }

    public string? MaskRequestHost { get; init; }
}

/// <summary>The response to a creation and to a connection.</summary>
internal sealed record ConnectedSandbox(
    [property: JsonPropertyName("sandboxID")] string SandboxId,
    [property: JsonPropertyName("templateID")] string TemplateId,
    string EnvdVersion,
    string? EnvdAccessToken,
    string? TrafficAccessToken,
    string? Domain)
{
    public SandboxAccess ToAccess() => new(EnvdAccessToken, TrafficAccessToken, Domain);
}

/// <summary>One sandbox, or an item of a listing, which has no token.</summary>
internal sealed record SandboxDetail(
    [property: JsonPropertyName("sandboxID")] string SandboxId,
    [property: JsonPropertyName("templateID")] string TemplateId,
    string EnvdVersion,
    DateTimeOffset StartedAt,
    DateTimeOffset EndAt,
    string State,
    Dictionary<string, string>? Metadata,
    string? EnvdAccessToken,
    string? Domain,
    SandboxNetwork? Network);

internal sealed record ConnectSandbox(int? Timeout);

internal sealed record SandboxTimeout(int Timeout);

internal sealed record PauseSandbox(bool? Memory);

internal sealed record NewSnapshot(string? Name);

internal sealed record Snapshot([property: JsonPropertyName("snapshotID")] string SnapshotId, IReadOnlyList<string> Names);

internal sealed record SandboxMetric(long TimestampUnix, int CpuCount, double CpuUsedPct, long MemUsed, long MemTotal);

internal sealed record SandboxLogs(IReadOnlyList<SandboxLog> Logs);

internal sealed record SandboxLog(DateTimeOffset Timestamp, string Message, string Level);
