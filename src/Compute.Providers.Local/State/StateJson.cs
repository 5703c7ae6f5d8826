using System.Text.Json.Serialization;
using Compute.Providers.Local.Isolation;

namespace Compute.Providers.Local.State;

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SandboxRecord))]
[JsonSerializable(typeof(SnapshotRecord))]
[JsonSerializable(typeof(NamespaceRecord))]
internal sealed partial class StateJson : JsonSerializerContext;
