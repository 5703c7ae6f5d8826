using System.Text.Json.Serialization;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>A sandbox as the service tells it; also the handle that the provider's methods get.</summary>
public sealed record AcmeSandbox(
    [property: SandboxId] string Id,
    [property: CreatedAt] DateTimeOffset CreatedAt,
    [property: ExpiresAt] DateTimeOffset? ExpiresAt,
    [property: Labels] IReadOnlyDictionary<string, string> Labels);

/// <summary>What to create.</summary>
internal sealed record AcmeCreate(double? LifetimeSeconds, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Environment);

/// <summary>A page of sandboxes, and where the next one begins.</summary>
internal sealed record AcmePage(IReadOnlyList<AcmeSandbox> Items, string? Next);

/// <summary>What to run.</summary>
internal sealed record AcmeCommand(IReadOnlyList<string> Arguments, long MaxOutputBytes);

/// <summary>How a command ended: exactly one of the first three is set. Bytes travel as base64.</summary>
internal sealed record AcmeResult(int? ExitCode, int? Signal, string? StartFailure, byte[] Output, byte[] Error, bool IsTruncated);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcmeSandbox))]
[JsonSerializable(typeof(AcmeCreate))]
[JsonSerializable(typeof(AcmePage))]
[JsonSerializable(typeof(AcmeCommand))]
[JsonSerializable(typeof(AcmeResult))]
internal sealed partial class AcmeJson : JsonSerializerContext;
