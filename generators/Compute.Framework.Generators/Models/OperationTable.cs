namespace Compute.Framework.Generators.Models;

/// <summary>The operations of the contract: what their methods take and give.</summary>
internal static class OperationTable
{
    private const string Result = "global::Compute.Framework.ExecutionResult";
    private const string Snapshot = "global::Compute.Framework.SnapshotInfo";
    private const string Entry = "global::Compute.Framework.FileEntry";
    private const string Channel = "global::Compute.Framework.Authoring.ProcessChannel";
    private const string Volume = "global::Compute.Framework.VolumeInfo";
    private const string Network = "global::Compute.Framework.NetworkInfo";
    private const string Template = "global::Compute.Framework.TemplateInfo";

    private static readonly ReservedParameter SandboxId = new("sandboxId", "string");
    private static readonly ReservedParameter Path = new("path", "string");
    private static readonly ReservedParameter Source = new("source", "string");
    private static readonly ReservedParameter Destination = new("destination", "string");
    private static readonly ReservedParameter Recursive = new("recursive", "bool", RefusedWhen: "recursive");
    private static readonly ReservedParameter Content = new("content", "global::System.IO.Stream");
    private static readonly ReservedParameter Mode = new("mode", "global::System.IO.UnixFileMode");
    private static readonly ReservedParameter Code = new("code", "string");
    private static readonly ReservedParameter Language = new("language", "global::Compute.Framework.CodeLanguage");
    private static readonly ReservedParameter SnapshotName = new("name", "string?", RefusedWhen: "name is not null");
    private static readonly ReservedParameter SnapshotId = new("snapshotId", "string");
    private static readonly ReservedParameter Count = new("count", "int");
    private static readonly ReservedParameter Lifetime = new("lifetime", "global::System.TimeSpan");
    private static readonly ReservedParameter Port = new("port", "int");
    private static readonly ReservedParameter ProcessId = new("processId", "string");
    private static readonly ReservedParameter VolumeId = new("volumeId", "string");
    private static readonly ReservedParameter NetworkId = new("networkId", "string");
    private static readonly ReservedParameter TemplateId = new("templateId", "string");
    private static readonly ReservedParameter Progress = new(
        "progress", "global::System.IProgress<global::Compute.Framework.TemplateProgress>?", IsOptional: true);
    private static readonly ReservedParameter Since = new(
        "since", "global::System.DateTimeOffset?", RefusedWhen: "since is not null", IsOption: true);

    /// <summary>All operations, in the order of <c>SandboxOperation</c>.</summary>
    public static readonly EquatableArray<OperationShape> All = new(
    [
        new("CreateSandbox", ResultKind.Handle, Group: OptionGroup.Create),
        new("GetSandbox", ResultKind.Lookup, Reserved: Take(SandboxId)),
        new("ListSandboxes", ResultKind.Handles, Group: OptionGroup.Filter),
        new("DestroySandbox", ResultKind.Nothing, Reserved: Take(SandboxId)),
        new("DescribeSandbox", ResultKind.Lookup, TakesHandle: true),
        new("CheckAvailability", ResultKind.Value, "global::Compute.Framework.ProviderAvailability"),
        new("RunCommand", ResultKind.Value, Result, TakesHandle: true, Group: OptionGroup.Command),
        new("StartProcess", ResultKind.Value, Channel, TakesHandle: true, Group: OptionGroup.Command),
        new("RunCode", ResultKind.Value, Result, TakesHandle: true, Take(Code, Language), OptionGroup.Command),
        new("ReadFile", ResultKind.Value, "global::System.IO.Stream", TakesHandle: true, Take(Path)),
        new("WriteFile", ResultKind.Nothing, TakesHandle: true, Reserved: Take(Path, Content)),
        new("ListDirectory", ResultKind.Values, Entry, TakesHandle: true, Take(Path)),
        new("DescribeFile", ResultKind.Value, Entry + "?", TakesHandle: true, Take(Path)),
        new("FileExists", ResultKind.Value, "bool", TakesHandle: true, Take(Path)),
        new("CreateDirectory", ResultKind.Nothing, TakesHandle: true, Reserved: Take(Path)),
        new("DeletePath", ResultKind.Nothing, TakesHandle: true, Reserved: Take(Path, Recursive)),
        new("MovePath", ResultKind.Nothing, TakesHandle: true, Reserved: Take(Source, Destination)),
        new("CopyPath", ResultKind.Nothing, TakesHandle: true, Reserved: Take(Source, Destination, Recursive)),
        new("SetFileMode", ResultKind.Nothing, TakesHandle: true, Reserved: Take(Path, Mode)),
        new("CreateSnapshot", ResultKind.Value, Snapshot, TakesHandle: true, Take(SnapshotName)),
        new("ListSnapshots", ResultKind.Values, Snapshot),
        new("DeleteSnapshot", ResultKind.Nothing, Reserved: Take(SnapshotId)),
        new("Branch", ResultKind.Handles, TakesHandle: true, Reserved: Take(Count), Group: OptionGroup.BranchLabels),
        new("Pause", ResultKind.Nothing, TakesHandle: true),
        new("Resume", ResultKind.Nothing, TakesHandle: true),
        new("StopSandbox", ResultKind.Nothing, TakesHandle: true),
        new("RestartSandbox", ResultKind.Nothing, TakesHandle: true),
        new("ExtendLifetime", ResultKind.Nothing, TakesHandle: true, Reserved: Take(Lifetime)),
        new("GetEndpoint", ResultKind.Value, "global::Compute.Framework.SandboxEndpoint", TakesHandle: true, Take(Port)),
        new(
            "OpenTerminal",
            ResultKind.Value,
            "global::Compute.Framework.Authoring.TerminalChannel",
            TakesHandle: true,
            Group: OptionGroup.Terminal),
        new("ListProcesses", ResultKind.Values, "global::Compute.Framework.SandboxProcessInfo", TakesHandle: true),
        new("AttachProcess", ResultKind.Value, Channel + "?", TakesHandle: true, Take(ProcessId)),
        new("GetMetrics", ResultKind.Value, "global::Compute.Framework.SandboxMetrics", TakesHandle: true),
        new("ReadLogs", ResultKind.Values, "global::Compute.Framework.LogEntry", TakesHandle: true, Group: OptionGroup.Logs),
        new("CheckHealth", ResultKind.Value, "global::Compute.Framework.SandboxHealth", TakesHandle: true),
        new("WatchFiles", ResultKind.Values, "global::Compute.Framework.FileChange", TakesHandle: true, Take(Path)),
        new("CreateVolume", ResultKind.Value, Volume, Group: OptionGroup.Volume),
        new("ListVolumes", ResultKind.Values, Volume),
        new("DeleteVolume", ResultKind.Nothing, Reserved: Take(VolumeId)),
        new("CreateNetwork", ResultKind.Value, Network, Group: OptionGroup.Network),
        new("ListNetworks", ResultKind.Values, Network),
        new("DeleteNetwork", ResultKind.Nothing, Reserved: Take(NetworkId)),
        new("BuildTemplate", ResultKind.Value, Template, Reserved: Take(Progress), Group: OptionGroup.Template),
        new("ListTemplates", ResultKind.Values, Template),
        new("DeleteTemplate", ResultKind.Nothing, Reserved: Take(TemplateId)),
        new("ReadEvents", ResultKind.Values, "global::Compute.Framework.SandboxEvent", Reserved: Take(Since)),
    ]);

    public static OperationShape Of(string operation)
    {
        foreach (var shape in All)
        {
            if (shape.Name == operation)
            {
                return shape;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no such operation.");
    }

    private static EquatableArray<ReservedParameter> Take(params ReservedParameter[] parameters) => new(parameters);
}

/// <summary>What the method of an operation takes and gives.</summary>
/// <param name="Name">The operation's name, which is that of its attribute too.</param>
/// <param name="Result">The kind of result.</param>
/// <param name="ResultType">The result's type, where the kind leaves it open.</param>
/// <param name="TakesHandle">Whether it takes the handle.</param>
/// <param name="Reserved">The parameters with reserved names.</param>
/// <param name="Group">Where its options come from.</param>
internal sealed record OperationShape(
    string Name,
    ResultKind Result,
    string? ResultType = null,
    bool TakesHandle = false,
    EquatableArray<ReservedParameter> Reserved = default,
    OptionGroup Group = OptionGroup.None);

/// <summary>A parameter with a reserved name.</summary>
/// <param name="Name">The name.</param>
/// <param name="TypeName">The type of what is passed.</param>
/// <param name="RefusedWhen">Where a method may do without it: when the call is refused then.</param>
/// <param name="IsOptional">Whether a method may do without it and nothing is lost that the caller asked for.</param>
/// <param name="IsOption">Whether the manifest reports it, as of the options of a record.</param>
internal sealed record ReservedParameter(
    string Name, string TypeName, string? RefusedWhen = null, bool IsOptional = false, bool IsOption = false);

/// <summary>Kinds of results.</summary>
internal enum ResultKind
{
    Nothing,
    Value,
    Values,
    Handle,
    Lookup,
    Handles,
}
