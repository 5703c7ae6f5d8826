using System.Text.Json.Serialization;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Acme;

/// <summary>A sandbox, as the server tells it; also the provider's handle.</summary>
public sealed record AcmeSandbox(
    [property: SandboxId] string Id,
    [property: CreatedAt] DateTimeOffset CreatedAt,
    [property: ExpiresAt] DateTimeOffset? ExpiresAt,
    [property: Labels] IReadOnlyDictionary<string, string> Labels);

/// <summary>What a client asks for.</summary>
public sealed record AcmeCreate(
    double? LifetimeSeconds, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Environment);

/// <summary>A page of sandboxes, and where the next one begins.</summary>
public sealed record AcmePage(IReadOnlyList<AcmeSandbox> Items, string? Next);

/// <summary>A command. Bytes travel as base64.</summary>
public sealed record AcmeCommand(
    IReadOnlyList<string> Arguments,
    string? WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment,
    double? TimeoutSeconds,
    long MaxOutputBytes);

/// <summary>How a command ended: exactly one of the first four is set.</summary>
public sealed record AcmeResult(
    int? ExitCode, int? Signal, bool TimedOut, string? StartFailure, byte[] Output, byte[] Error, bool Truncated);

/// <summary>An error.</summary>
public sealed record AcmeError(string Message);

[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)
]
[JsonSerializable(typeof(AcmeSandbox))]
[JsonSerializable(typeof(AcmeCreate))]
[JsonSerializable(typeof(AcmePage))]
[JsonSerializable(typeof(AcmeCommand))]
[JsonSerializable(typeof(AcmeResult))]
[JsonSerializable(typeof(AcmeError))]
internal sealed partial class AcmeJson : JsonSerializerContext;
