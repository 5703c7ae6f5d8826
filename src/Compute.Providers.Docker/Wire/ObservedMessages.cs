using System.Text.Json.Serialization;

namespace Compute.Providers.Docker.Wire;

// Of these, names are in lower case with underscores.
internal sealed record Stats(
    DateTimeOffset Read,
    CpuStats? CpuStats,
    MemoryStats? MemoryStats,
    PidsStats? PidsStats,
    BlockStats? BlkioStats,
    IReadOnlyDictionary<string, InterfaceStats>? Networks);

internal sealed record CpuStats(CpuUsage? CpuUsage);

internal sealed record CpuUsage(long TotalUsage);

internal sealed record MemoryStats(long? Usage);

internal sealed record PidsStats(int? Current);

internal sealed record BlockStats(IReadOnlyList<BlockCount>? IoServiceBytesRecursive);

internal sealed record BlockCount(string? Op, long Value);

internal sealed record InterfaceStats(long RxBytes, long TxBytes);

/// <summary>Something that happened; its second half has names in Pascal case.</summary>
internal sealed record EngineEvent(
    [property: JsonPropertyName("Action")] string? Action,
    [property: JsonPropertyName("Actor")] EventActor? Actor,
    [property: JsonPropertyName("timeNano")] long Nanoseconds);

internal sealed record EventActor(
    [property: JsonPropertyName("ID")] string Id,
    [property: JsonPropertyName("Attributes")] IReadOnlyDictionary<string, string>? Attributes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Stats))]
[JsonSerializable(typeof(EngineEvent))]
internal sealed partial class ObservedJson : JsonSerializerContext;
