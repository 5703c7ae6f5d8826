using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>An optional interface of the contract.</summary>
/// <param name="Name">The interface.</param>
/// <param name="IsSupported">Whether a provider supports it.</param>
/// <param name="Members">Its members; each is a method of the runtime of the same name.</param>
internal sealed record CapabilityShape(string Name, Func<ProviderBody, bool> IsSupported, params CapabilityMember[] Members);

/// <summary>A method of an optional interface, whose last parameter is a cancellation token.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Parameters">Its other parameters.</param>
internal sealed record CapabilityMember(string Name, string Result, params CapabilityParameter[] Parameters);

/// <summary>A parameter of a method of an optional interface.</summary>
/// <param name="Type">The type.</param>
/// <param name="Name">The name.</param>
/// <param name="Default">The default, or null.</param>
internal sealed record CapabilityParameter(string Type, string Name, string? Default = null);

/// <summary>The optional interfaces, in the order in which they are written.</summary>
internal static class CapabilityShapes
{
    private const string Nothing = Text.Tasks + "Task";

    public static readonly CapabilityShape[] OfSandboxes =
    [
        new(
            "ISnapshotSource",
            static body => body.Declares("CreateSnapshot"),
            new CapabilityMember("CreateSnapshotAsync", Task("SnapshotInfo"), String("name", "?", "null"))),
        new(
            "IBranchable",
            static body => body.CanBranch,
            new CapabilityMember(
                "BranchAsync",
                TaskOf($"global::System.Collections.Generic.IReadOnlyList<{Text.Contract}ISandbox>"),
                new CapabilityParameter("int", "count", "1"))),
        new("IPausable", static body => body.DeclaresAll(JointOperations.Pausing), new("PauseAsync", Nothing), new("ResumeAsync", Nothing)),
        new(
            "IRestartable",
            static body => body.DeclaresAll(JointOperations.Restarting),
            new("StopAsync", Nothing),
            new("RestartAsync", Nothing)),
        new(
            "ILifetimeExtendable",
            static body => body.Declares("ExtendLifetime"),
            new CapabilityMember("ExtendLifetimeAsync", Nothing, new CapabilityParameter("global::System.TimeSpan", "lifetime"))),
        new(
            "IEndpointSource",
            static body => body.Declares("GetEndpoint"),
            new CapabilityMember("GetEndpointAsync", Task("SandboxEndpoint"), new CapabilityParameter("int", "port"))),
        new(
            "ITerminalHost",
            static body => body.Declares("OpenTerminal"),
            new("OpenTerminalAsync", Task("ISandboxTerminal"), Options("TerminalOptions")),
            new("ListTerminalsAsync", Sequence("TerminalInfo")),
            new("GetTerminalAsync", Task("ISandboxTerminal?"), String("terminalId"))),
        new(
            "IProcessTable",
            static body => body.Declares("StartProcess") || body.DeclaresAll(JointOperations.Processes),
            new("ListProcessesAsync", Sequence("SandboxProcessInfo")),
            new("AttachProcessAsync", Task("ISandboxProcess?"), String("processId"))),
        new("IMetricsSource", static body => body.Declares("GetMetrics"), new CapabilityMember("GetMetricsAsync", Task("SandboxMetrics"))),
        new(
            "ILogSource",
            static body => body.Declares("ReadLogs"),
            new CapabilityMember("ReadLogsAsync", Sequence("LogEntry"), Options("LogOptions"))),
        new("IHealthSource", static body => body.Declares("CheckHealth"), new CapabilityMember("CheckHealthAsync", Task("SandboxHealth"))),
        new(
            "IFileWatcher",
            static body => body.Declares("WatchFiles"),
            new CapabilityMember("WatchAsync", Sequence("FileChange"), String("path"))),
    ];

    public static readonly CapabilityShape[] OfProviders =
    [
        new(
            "ISnapshotStore",
            static body => body.DeclaresAll(JointOperations.Snapshots),
            new("ListSnapshotsAsync", Sequence("SnapshotInfo")),
            new("DeleteSnapshotAsync", Nothing, String("snapshotId"))),
        new(
            "IVolumeStore",
            static body => body.DeclaresAll(JointOperations.Volumes),
            new("CreateVolumeAsync", Task("VolumeInfo"), Options("CreateVolumeOptions")),
            new("ListVolumesAsync", Sequence("VolumeInfo")),
            new("DeleteVolumeAsync", Nothing, String("volumeId"))),
        new(
            "INetworkStore",
            static body => body.DeclaresAll(JointOperations.Networks),
            new("CreateNetworkAsync", Task("NetworkInfo"), Options("CreateNetworkOptions")),
            new("ListNetworksAsync", Sequence("NetworkInfo")),
            new("DeleteNetworkAsync", Nothing, String("networkId"))),
        new(
            "ITemplateStore",
            static body => body.DeclaresAll(JointOperations.Templates),
            new(
                "BuildTemplateAsync",
                Task("TemplateInfo"),
                new(Text.Contract + "BuildTemplateOptions", "options"),
                new($"global::System.IProgress<{Text.Contract}TemplateProgress>?", "progress", "null")),
            new("ListTemplatesAsync", Sequence("TemplateInfo")),
            new("DeleteTemplateAsync", Nothing, String("templateId"))),
        new(
            "IEventSource",
            static body => body.Declares("ReadEvents"),
            new CapabilityMember(
                "ReadEventsAsync", Sequence("SandboxEvent"), new CapabilityParameter("global::System.DateTimeOffset?", "since", "null"))),
    ];

    private static CapabilityParameter String(string name, string mark = "", string? value = null) => new("string" + mark, name, value);

    private static CapabilityParameter Options(string type) => new($"{Text.Contract}{type}?", "options", "null");

    private static string Task(string result) => TaskOf(Text.Contract + result);

    private static string TaskOf(string result) => $"{Text.Tasks}Task<{result}>";

    private static string Sequence(string element) => $"global::System.Collections.Generic.IAsyncEnumerable<{Text.Contract}{element}>";
}
