namespace Compute.Framework.Authoring;

/// <summary>Creates a sandbox and returns its handle once it can run commands.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CreateSandboxAttribute : Attribute;

/// <summary>Finds a sandbox: <c>(string sandboxId)</c> to a handle or null.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GetSandboxAttribute : Attribute;

/// <summary>Lists all sandboxes as a sequence of handles.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ListSandboxesAttribute : Attribute;

/// <summary>Destroys a sandbox: <c>(string sandboxId)</c> or the handle. Succeeds when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DestroySandboxAttribute : Attribute;

/// <summary>Gives a fresh handle for a handle; null when the sandbox is gone.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribeSandboxAttribute : Attribute;

/// <summary>Gives a <see cref="ProviderAvailability"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckAvailabilityAttribute : Attribute;

/// <summary>Runs a command to its end and gives an <see cref="ExecutionResult"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RunCommandAttribute : Attribute;

/// <summary>Starts a command and gives a <see cref="ProcessChannel"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StartProcessAttribute : Attribute;

/// <summary>Runs source text: <c>(string code, CodeLanguage language)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RunCodeAttribute : Attribute;

/// <summary>Opens a file: <c>(string path)</c> to a <see cref="System.IO.Stream"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadFileAttribute : Attribute;

/// <summary>Writes a file: <c>(string path, Stream content)</c>.</summary>
/// <remarks>The framework makes nothing ready before and completes nothing after: the method creates missing parents and replaces an
/// existing file, and what reading the content throws leaves the old file as it was.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WriteFileAttribute : Attribute;

/// <summary>Lists a directory: <c>(string path)</c> to a sequence of <see cref="FileEntry"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ListDirectoryAttribute : Attribute;

/// <summary>Describes a path: <c>(string path)</c> to a <see cref="FileEntry"/> or null.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribeFileAttribute : Attribute;

/// <summary>Whether a path exists: <c>(string path)</c> to a bool.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FileExistsAttribute : Attribute;

/// <summary>Creates a directory and its parents: <c>(string path)</c>.</summary>
/// <remarks>Succeeds when the directory is there; where something else is, <see cref="SandboxNotADirectoryException"/>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CreateDirectoryAttribute : Attribute;

/// <summary>Deletes: <c>(string path, bool recursive)</c>.</summary>
/// <remarks>The framework does not look first: what is missing is a <see cref="SandboxFileNotFoundException"/> of the method's.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeletePathAttribute : Attribute;

/// <summary>Moves: <c>(string source, string destination)</c>.</summary>
/// <remarks>The framework makes nothing ready before and completes nothing after: the method creates the destination's missing parents and
/// replaces an existing file; a directory at the destination is a <see cref="SandboxPathIsDirectoryException"/>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MovePathAttribute : Attribute;

/// <summary>Copies: <c>(string source, string destination, bool recursive)</c>.</summary>
/// <remarks>The framework makes nothing ready before and completes nothing after: the method creates the destination's missing parents and
/// replaces an existing file; a directory without <c>recursive</c> is a <see cref="SandboxPathIsDirectoryException"/>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CopyPathAttribute : Attribute;

/// <summary>Sets permission bits: <c>(string path, UnixFileMode mode)</c>.</summary>
/// <remarks>A link is followed. What is missing is a <see cref="SandboxFileNotFoundException"/> of the method's.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SetFileModeAttribute : Attribute;

/// <summary>Saves a sandbox's files: <c>(string? name)</c> to a <see cref="SnapshotInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CreateSnapshotAttribute : Attribute;

/// <summary>Lists snapshots as a sequence of <see cref="SnapshotInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ListSnapshotsAttribute : Attribute;

/// <summary>Deletes a snapshot: <c>(string snapshotId)</c>. Succeeds when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeleteSnapshotAttribute : Attribute;

/// <summary>Creates sandboxes that begin with another one's files: <c>(int count)</c> to handles.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BranchAttribute : Attribute;

/// <summary>Suspends a sandbox. Succeeds when it is suspended already.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PauseAttribute : Attribute;

/// <summary>Lets a suspended sandbox run on. Succeeds when it runs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResumeAttribute : Attribute;

/// <summary>Ends all processes of a sandbox and keeps its files. Succeeds when it is stopped already.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StopSandboxAttribute : Attribute;

/// <summary>Starts a stopped sandbox, or ends all processes of a running one and starts it again; files stay.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RestartSandboxAttribute : Attribute;

/// <summary>Lets a sandbox live until <c>(TimeSpan lifetime)</c> from now.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExtendLifetimeAttribute : Attribute
{
    /// <summary>Whether a lifetime that ends earlier than before shortens the sandbox's life; true by default. With false, the
    /// framework looks at the end that the sandbox has (<see cref="ExpiresAtAttribute"/>), and refuses what would shorten it.</summary>
    public bool CanShorten { get; set; } = true;
}

/// <summary>Reports where <c>(int port)</c> is reached, as a <see cref="SandboxEndpoint"/>; <see cref="EndpointNotFoundException"/> when it
/// is not published.</summary>
/// <remarks>The framework adds a slash to the end of the address's path where there is none; a query stays.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GetEndpointAttribute : Attribute;

/// <summary>Opens a terminal with what it takes of <see cref="TerminalOptions"/> and gives a <see cref="TerminalChannel"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenTerminalAttribute : Attribute;

/// <summary>Lists the processes of a sandbox as a sequence of <see cref="SandboxProcessInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ListProcessesAttribute : Attribute;

/// <summary>Finds a process: <c>(string processId)</c> to a <see cref="ProcessChannel"/> or null. Disposing that channel must not
/// kill.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AttachProcessAttribute : Attribute;

/// <summary>Gives <see cref="SandboxMetrics"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GetMetricsAttribute : Attribute;

/// <summary>Reads the log of a sandbox's own main process with what it takes of <see cref="LogOptions"/>, as a sequence of
/// <see cref="LogEntry"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadLogsAttribute : Attribute;

/// <summary>Gives a <see cref="SandboxHealth"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckHealthAttribute : Attribute;

/// <summary>Watches <c>(string path)</c> and all below it as a sequence of <see cref="FileChange"/>, first
/// <see cref="FileChangeKind.Ready"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WatchFilesAttribute : Attribute;

/// <summary>Creates a volume with what it takes of <see cref="CreateVolumeOptions"/> and gives a <see cref="VolumeInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CreateVolumeAttribute : Attribute;

/// <summary>Lists volumes as a sequence of <see cref="VolumeInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ListVolumesAttribute : Attribute;

/// <summary>Deletes a volume: <c>(string volumeId)</c>. Succeeds when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeleteVolumeAttribute : Attribute;

/// <summary>Creates a network with what it takes of <see cref="CreateNetworkOptions"/> and gives a <see cref="NetworkInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CreateNetworkAttribute : Attribute;

/// <summary>Lists networks as a sequence of <see cref="NetworkInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ListNetworksAttribute : Attribute;

/// <summary>Deletes a network: <c>(string networkId)</c>. Succeeds when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeleteNetworkAttribute : Attribute;

/// <summary>Builds a template with what it takes of <see cref="BuildTemplateOptions"/>, and <c>IProgress&lt;TemplateProgress&gt;?
/// progress</c> when it reports; gives a <see cref="TemplateInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BuildTemplateAttribute : Attribute;

/// <summary>Lists templates as a sequence of <see cref="TemplateInfo"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ListTemplatesAttribute : Attribute;

/// <summary>Deletes a template: <c>(string templateId)</c>. Succeeds when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeleteTemplateAttribute : Attribute;

/// <summary>Reads what happens to sandboxes, from <c>(DateTimeOffset? since)</c> on, as an endless sequence of
/// <see cref="SandboxEvent"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadEventsAttribute : Attribute;
