using System.Text.Json.Serialization;

namespace Compute.Providers.Docker.Wire;

internal sealed record ImageSummary(string Id, IReadOnlyList<string>? RepoTags, long Created, IReadOnlyDictionary<string, string>? Labels);

internal sealed record ImageDetails(string Id);

/// <summary>One line of a pull, an import or a build; the API writes these names in lower case.</summary>
internal sealed record ProgressLine(
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("stream")] string? Text,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("progressDetail")] ProgressDetail? Detail);

internal sealed record ProgressDetail(
    [property: JsonPropertyName("current")] long? Current,
    [property: JsonPropertyName("total")] long? Total);

internal sealed record EngineInfo(
    string? Driver, IReadOnlyList<IReadOnlyList<string>>? DriverStatus, string? ServerVersion, IReadOnlyDictionary<string, Nothing>? Runtimes);
