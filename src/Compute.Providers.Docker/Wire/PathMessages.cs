using System.Text.Json.Serialization;

namespace Compute.Providers.Docker.Wire;

/// <summary>What the header of an archive's HEAD holds; the mode has the bits of Go's <c>os.FileMode</c>.</summary>
internal sealed record PathStatus(
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("mode")] uint Mode,
    [property: JsonPropertyName("mtime")] DateTimeOffset ModifiedAt,
    [property: JsonPropertyName("linkTarget")] string? LinkTarget);
