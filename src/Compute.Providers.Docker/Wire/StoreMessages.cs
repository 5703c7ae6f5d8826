using System.Text.Json.Serialization;

namespace Compute.Providers.Docker.Wire;

internal sealed record Volume(string? Name, IReadOnlyDictionary<string, string>? Labels, DateTimeOffset? CreatedAt = null);

internal sealed record VolumeList([property: JsonPropertyName("Volumes")] IReadOnlyList<Volume>? Items);

internal sealed record Network(
    string? Name, bool Internal, IReadOnlyDictionary<string, string>? Labels, string? Id = null, DateTimeOffset? Created = null);
