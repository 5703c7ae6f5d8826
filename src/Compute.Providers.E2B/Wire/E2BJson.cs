using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Providers.E2B.Wire;

/// <summary>The JSON of the API and of the agent. Whole numbers of 64 bits are text in the agent's.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(NewSandbox))]
[JsonSerializable(typeof(ConnectedSandbox))]
[JsonSerializable(typeof(SandboxDetail))]
[JsonSerializable(typeof(List<SandboxDetail>))]
[JsonSerializable(typeof(ConnectSandbox))]
[JsonSerializable(typeof(SandboxTimeout))]
[JsonSerializable(typeof(PauseSandbox))]
[JsonSerializable(typeof(NewSnapshot))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(List<Snapshot>))]
[JsonSerializable(typeof(List<SandboxMetric>))]
[JsonSerializable(typeof(SandboxLogs))]
[JsonSerializable(typeof(EnvdError))]
[JsonSerializable(typeof(EndOfStream))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(StartProcess))]
[JsonSerializable(typeof(ConnectProcess))]
[JsonSerializable(typeof(SendInput))]
[JsonSerializable(typeof(SendSignal))]
[JsonSerializable(typeof(UpdateProcess))]
[JsonSerializable(typeof(ProcessList))]
[JsonSerializable(typeof(ProcessMessage))]
[JsonSerializable(typeof(PathRequest))]
[JsonSerializable(typeof(ListDirectory))]
[JsonSerializable(typeof(MovePath))]
[JsonSerializable(typeof(WatchDirectory))]
[JsonSerializable(typeof(EntryResponse))]
[JsonSerializable(typeof(EntryList))]
[JsonSerializable(typeof(WatchMessage))]
[JsonSerializable(typeof(EnvdMetrics))]
internal sealed partial class E2BJson : JsonSerializerContext
{
    /// <summary>How a type of these is read and written.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!;
}
