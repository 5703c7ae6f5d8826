namespace Compute.Framework;

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
[AttributeUsage(AttributeTargets.Method)]
public sealed class CreateDirectoryAttribute : Attribute;

/// <summary>Deletes: <c>(string path, bool recursive)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeletePathAttribute : Attribute;

/// <summary>Moves: <c>(string source, string destination)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MovePathAttribute : Attribute;

/// <summary>Copies: <c>(string source, string destination, bool recursive)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CopyPathAttribute : Attribute;

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
