using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compute.Gateway.E2B.Api;

/// <summary>A creation. What has no member here is ignored, as E2B ignores it.</summary>
internal sealed record NewSandbox
{
    [JsonPropertyName("templateID")]
    public string? TemplateId { get; init; }

    public long? Timeout { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }

    public Dictionary<string, string>? EnvVars { get; init; }

    [JsonPropertyName("allow_internet_access")]
    public bool? AllowInternetAccess { get; init; }

    public NetworkForm? Network { get; init; }

    public bool? AutoPause { get; init; }

    public bool? AutoPauseMemory { get; init; }

    public AutoResumeForm? AutoResume { get; init; }

    public JsonElement? Mcp { get; init; }

    public JsonElement? Iam { get; init; }

    public List<JsonElement>? VolumeMounts { get; init; }
}

/// <summary>What a sandbox may reach, and who reaches it.</summary>
internal sealed record NetworkForm
{
    public List<string>? AllowOut { get; init; }

    public List<string>? DenyOut { get; init; }

    public bool? AllowPublicTraffic { get; init; }

    public string? MaskRequestHost { get; init; }

    public JsonElement? Rules { get; init; }

    public JsonElement? EgressProxy { get; init; }
}

/// <summary>Whether requests resume a paused sandbox.</summary>
internal sealed record AutoResumeForm(bool Enabled);

/// <summary>What a caller needs to use a sandbox.</summary>
internal sealed record SandboxForm
{
    [JsonPropertyName("sandboxID")]
    public required string SandboxId { get; init; }

    [JsonPropertyName("templateID")]
    public required string TemplateId { get; init; }

    [JsonPropertyName("clientID")]
    public required string ClientId { get; init; }

    public required string EnvdVersion { get; init; }

    public required string EnvdAccessToken { get; init; }

    public string? TrafficAccessToken { get; init; }

    public string? Domain { get; init; }
}

/// <summary>A sandbox as it is listed and described.</summary>
internal sealed record SandboxDetail
{
    [JsonPropertyName("sandboxID")]
    public required string SandboxId { get; init; }

    [JsonPropertyName("templateID")]
    public required string TemplateId { get; init; }

    [JsonPropertyName("clientID")]
    public required string ClientId { get; init; }

    public required string EnvdVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndAt { get; init; }

    public required string State { get; init; }

    public required int CpuCount { get; init; }

    [JsonPropertyName("memoryMB")]
    public required long MemoryMegabytes { get; init; }

    [JsonPropertyName("diskSizeMB")]
    public required long DiskMegabytes { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public string? Domain { get; init; }

    public LifecycleForm? Lifecycle { get; init; }
}

/// <summary>What happens at the end of a sandbox's time.</summary>
internal sealed record LifecycleForm(string OnTimeout, bool AutoResume);

/// <summary>A time-out in seconds.</summary>
internal sealed record TimeoutForm(long? Timeout);

/// <summary>A pause: with the memory, or of the files alone.</summary>
internal sealed record PauseForm(bool? Memory);

/// <summary>A number of copies, and how long they live.</summary>
internal sealed record ForkForm(int? Count, long? Timeout);

/// <summary>A copy.</summary>
internal sealed record ForkedForm(SandboxForm Sandbox);

/// <summary>The name of a snapshot.</summary>
internal sealed record SnapshotRequest(string? Name);

/// <summary>A snapshot.</summary>
internal sealed record SnapshotForm
{
    [JsonPropertyName("snapshotID")]
    public required string SnapshotId { get; init; }

    public required IReadOnlyList<string> Names { get; init; }
}

/// <summary>A template by its alias.</summary>
internal sealed record AliasForm
{
    [JsonPropertyName("templateID")]
    public required string TemplateId { get; init; }

    public required bool Public { get; init; }
}

/// <summary>What was measured.</summary>
internal sealed record MetricForm
{
    public required DateTimeOffset Timestamp { get; init; }

    public required long TimestampUnix { get; init; }

    public required int CpuCount { get; init; }

    public required double CpuUsedPct { get; init; }

    public required long MemUsed { get; init; }

    public required long MemTotal { get; init; }

    public required long MemCache { get; init; }

    public required long DiskUsed { get; init; }

    public required long DiskTotal { get; init; }
}

/// <summary>Log entries as version 2 has them.</summary>
internal sealed record LogsForm(List<LogForm> Logs);

/// <summary>A log entry.</summary>
internal sealed record LogForm(DateTimeOffset Timestamp, string Message, string Level, Dictionary<string, string> Fields);

/// <summary>Log entries as version 1 has them.</summary>
internal sealed record OldLogsForm(List<LogLineForm> Logs, List<LogForm> LogEntries);

/// <summary>A log line.</summary>
internal sealed record LogLineForm(DateTimeOffset Timestamp, string Line);

/// <summary>The forms of E2B's control interface.</summary>
[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)
]
[JsonSerializable(typeof(NewSandbox))]
[JsonSerializable(typeof(NetworkForm))]
[JsonSerializable(typeof(SandboxForm))]
[JsonSerializable(typeof(SandboxDetail))]
[JsonSerializable(typeof(List<SandboxDetail>))]
[JsonSerializable(typeof(TimeoutForm))]
[JsonSerializable(typeof(PauseForm))]
[JsonSerializable(typeof(ForkForm))]
[JsonSerializable(typeof(List<ForkedForm>))]
[JsonSerializable(typeof(SnapshotRequest))]
[JsonSerializable(typeof(SnapshotForm))]
[JsonSerializable(typeof(List<SnapshotForm>))]
[JsonSerializable(typeof(AliasForm))]
[JsonSerializable(typeof(List<MetricForm>))]
[JsonSerializable(typeof(LogsForm))]
[JsonSerializable(typeof(OldLogsForm))]
internal sealed partial class ApiJson : JsonSerializerContext;
