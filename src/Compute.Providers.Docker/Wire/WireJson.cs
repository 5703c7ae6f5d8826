using System.Text.Json.Serialization;

namespace Compute.Providers.Docker.Wire;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateContainer))]
[JsonSerializable(typeof(Created))]
[JsonSerializable(typeof(ContainerDetails))]
[JsonSerializable(typeof(List<ContainerSummary>))]
[JsonSerializable(typeof(CreateExec))]
[JsonSerializable(typeof(StartExec))]
[JsonSerializable(typeof(ExecDetails))]
[JsonSerializable(typeof(List<ImageSummary>))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(ProgressLine))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(PathStatus))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
[JsonSerializable(typeof(Nothing))]
internal sealed partial class WireJson : JsonSerializerContext;
