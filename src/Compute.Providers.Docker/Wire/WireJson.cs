using System.Text.Json.Serialization;

namespace Compute.Providers.Docker.Wire;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[
    JsonSerializable(typeof(CreateContainer)), JsonSerializable(typeof(Created)), JsonSerializable(typeof(ContainerDetails)),
    JsonSerializable(typeof(List<ContainerSummary>))
]
[
    JsonSerializable(typeof(CreateExec)), JsonSerializable(typeof(StartExec)), JsonSerializable(typeof(ExecDetails)),
    JsonSerializable(typeof(List<ImageSummary>))
]
[
    JsonSerializable(typeof(ImageDetails)), JsonSerializable(typeof(ProgressLine)), JsonSerializable(typeof(EngineInfo)),
    JsonSerializable(typeof(PathStatus))
]
[
    JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>)), JsonSerializable(typeof(Volume)),
    JsonSerializable(typeof(VolumeList)), JsonSerializable(typeof(Network))
]
[JsonSerializable(typeof(List<Network>)), JsonSerializable(typeof(Dictionary<string, string>)), JsonSerializable(typeof(Nothing))]
internal sealed partial class WireJson : JsonSerializerContext;
