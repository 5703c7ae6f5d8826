using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compute.Gateway.Wire;

/// <summary>Code to run.</summary>
/// <param name="Code">The source text.</param>
/// <param name="Options">The options, in the contract's form.</param>
internal sealed record CodeRequest(string? Code, JsonElement? Options);

/// <summary>A lifetime from now on, in the contract's form of a time span.</summary>
internal sealed record LifetimeRequest(TimeSpan? Lifetime);

/// <summary>A name, for a snapshot.</summary>
internal sealed record NameRequest(string? Name);

/// <summary>A signal by its number.</summary>
internal sealed record SignalRequest(int? Signal);

/// <summary>An address that opens a port by itself.</summary>
/// <param name="Url">The address.</param>
/// <param name="ExpiresAt">When it ceases to be valid.</param>
internal sealed record LinkResponse(Uri Url, DateTimeOffset ExpiresAt);

/// <summary>An item of a sequence, or its end: one of the three.</summary>
internal sealed record ItemLine(JsonElement? Item, JsonElement? Error, bool? End);

/// <summary>A problem (RFC 9457) with the contract's error.</summary>
internal sealed record Problem(string? Title, int? Status, string? Detail, JsonElement? Error);

/// <summary>The protocol's own messages; all others are the contract's.</summary>
[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)
]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(LifetimeRequest))]
[JsonSerializable(typeof(NameRequest))]
[JsonSerializable(typeof(SignalRequest))]
[JsonSerializable(typeof(LinkResponse))]
[JsonSerializable(typeof(ItemLine))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class GatewayJson : JsonSerializerContext;
