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

/// <summary>A key to create.</summary>
/// <param name="Tenant">The tenant; null for an operator's key.</param>
/// <param name="Scopes">What it may do; Read, Execute and Manage by default.</param>
/// <param name="Lifetime">How long it is valid; for ever by default.</param>
/// <param name="RequestsPerMinute">The requests in a minute; the gateway's limit by default.</param>
/// <param name="Sandboxes">How many sandboxes the tenant may have; the gateway's limit by default.</param>
internal sealed record KeyRequest(string? Tenant, IReadOnlyList<string>? Scopes, TimeSpan? Lifetime, int? RequestsPerMinute, int? Sandboxes);

/// <summary>A key.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Key">The key itself; only in the response that creates it.</param>
/// <param name="Tenant">The tenant; none for an operator's key.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ExpiresAt">When it ceases to be valid.</param>
/// <param name="RequestsPerMinute">The requests in a minute.</param>
/// <param name="Sandboxes">How many sandboxes the tenant may have.</param>
internal sealed record KeyResponse(
    string Id, string? Key, string? Tenant, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, int? RequestsPerMinute, int? Sandboxes);

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
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyResponse))]
[JsonSerializable(typeof(List<KeyResponse>))]
[JsonSerializable(typeof(ItemLine))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class GatewayJson : JsonSerializerContext;
