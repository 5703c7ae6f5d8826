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
internal sealed record KeyRequest(
    string? Tenant, IReadOnlyList<string>? Scopes, TimeSpan? Lifetime, int? RequestsPerMinute, int? Sandboxes);

/// <summary>A key.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Key">The key itself; only in the response that creates it.</param>
/// <param name="Tenant">The tenant; none for an operator's key.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ExpiresAt">When it ceases to be valid.</param>
/// <param name="RequestsPerMinute">The requests in a minute.</param>
/// <param name="Sandboxes">How many sandboxes the tenant may have.</param>
internal sealed record KeyResponse(
    string Id,
    string? Key,
    string? Tenant,
    IReadOnlyList<string> Scopes,
    DateTimeOffset? ExpiresAt,
    int? RequestsPerMinute,
    int? Sandboxes);

/// <summary>A text of a caller on the socket of a process. The first one has one of <paramref name="Start"/>,
/// <paramref name="Terminal"/> and <paramref name="Attach"/>; each later one has one of the others.</summary>
/// <param name="Start">A command to start, in the contract's form.</param>
/// <param name="Terminal">Options of a terminal to open, in the contract's form.</param>
/// <param name="Attach">The id of a process that runs, or has ended lately.</param>
/// <param name="Key">The key of the start: starts with the same key start one process, and a process is found by it.</param>
/// <param name="From">The number of the chunk with which the output begins; 0 by default.</param>
/// <param name="Skip">How many bytes of that chunk to leave out; 0 by default.</param>
/// <param name="Signal">A signal to send, 1 to 64.</param>
/// <param name="CloseInput">True closes the input.</param>
/// <param name="Kill">True kills the process with everything that it started.</param>
/// <param name="Columns">The new width of a terminal; with <paramref name="Rows"/>.</param>
/// <param name="Rows">The new height of a terminal.</param>
internal sealed record SocketMessage(
    JsonElement? Start,
    JsonElement? Terminal,
    string? Attach,
    string? Key,
    long? From,
    int? Skip,
    int? Signal,
    bool? CloseInput,
    bool? Kill,
    int? Columns,
    int? Rows);

/// <summary>A text of the gateway on the socket of a process.</summary>
/// <param name="Process">The process's id.</param>
/// <param name="Accepted">How many bytes of input it has received.</param>
/// <param name="Error">An error, in the contract's form; the socket is closed after it.</param>
internal sealed record SocketReply(string? Process, long? Accepted, JsonElement? Error);

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
[JsonSerializable(typeof(SocketMessage))]
[JsonSerializable(typeof(SocketReply))]
[JsonSerializable(typeof(ItemLine))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class GatewayJson : JsonSerializerContext;
