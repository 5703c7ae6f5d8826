using System.Text.Json.Serialization;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>A sandbox as the tool prints it; also the handle that the provider's methods get.</summary>
public sealed record AcmeSandbox(
    [property: SandboxId] string Id,
    [property: CreatedAt] DateTimeOffset CreatedAt,
    [property: Labels] IReadOnlyDictionary<string, string> Labels);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AcmeSandbox))]
internal sealed partial class AcmeJson : JsonSerializerContext;
