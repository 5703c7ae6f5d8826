using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Files;

/// <summary>The files of a sandbox with namespaces, as its commands see them.</summary>
/// <remarks>
/// What opens one file is done from outside with every link resolved inside; what walks a tree runs inside, because a tree that
/// the sandbox changes meanwhile could lead a walk from outside astray.
/// </remarks>
/// <param name="processId">The process that holds the namespaces.</param>
/// <param name="workingDirectory">Where relative paths start, inside.</param>
/// <param name="runInside">Runs a tool inside; gives null when it succeeded, otherwise what it said.</param>
[SupportedOSPlatform("linux")]
internal sealed class NamespaceFiles(
    int processId, string workingDirectory, Func<IReadOnlyList<string>, Task<string?>> runInside) : LinuxFiles
{
    public override async Task DeleteAsync(string path, bool recursive)
    {
        var entry = Describe(path) ?? throw new SandboxFileNotFoundException(path);
        if (entry.Type != FileEntryType.Directory || recursive)
        {
            await ToolAsync(path, "rm", "-rf", "--", Inside(path)).ConfigureAwait(false);
        }
        else if (List(path).Any())
        {
            throw new SandboxDirectoryNotEmptyException(path);
        }
        else
        {
            await ToolAsync(path, "rmdir", "--", Inside(path)).ConfigureAwait(false);
        }
    }

    public override async Task MoveAsync(string source, string destination)
    {
        var entry = Describe(source) ?? throw new SandboxFileNotFoundException(source);
        EnsureTarget(destination, entry.Type == FileEntryType.Directory);
        await ToolAsync(source, "mv", "-fT", "--", Inside(source), Inside(destination)).ConfigureAwait(false);
    }

    public override async Task CopyAsync(string source, string destination, bool recursive, CancellationToken cancellationToken)
    {
        var type = FileErrors.Run(source, () =>
        {
            using var found = Open(source, Libc.O_PATH);
            return At.Status(found).Type;
        });
        if (type == FileEntryType.Directory && !recursive)
        {
            throw new SandboxPathIsDirectoryException(source);
        }

        if (type != FileEntryType.Directory)
        {
            EnsureRegular(source, type);
        }
        else if (Describe(destination)?.Type == FileEntryType.Directory)
        {
            // Into the directory that is there, as for a new one.
            await ToolAsync(source, "cp", "-a", "--", Inside(source) + "/.", Inside(destination)).ConfigureAwait(false);
            return;
        }

        EnsureTarget(destination, type == FileEntryType.Directory);
        await ToolAsync(source, "cp", "-aHT", "--", Inside(source), Inside(destination)).ConfigureAwait(false);
    }

    protected override SafeFileHandle Open(string path, int flags)
    {
        using var root = OpenRoot();
        return root.Open(Path.Combine(workingDirectory, path), flags);
    }

    protected override SafeFileHandle Reopen(SafeFileHandle file, int flags)
    {
        using var asInside = FilePermissions.Enforce();
        return base.Reopen(file, flags);
    }

    protected override SafeFileHandle? CreateIn(SafeFileHandle parent, byte[] name, int flags, uint mode, out int error)
    {
        using var asInside = FilePermissions.Enforce();
        return base.CreateIn(parent, name, flags, mode, out error);
    }

    protected override int MakeDirectoryIn(SafeFileHandle parent, byte[] name, uint mode)
    {
        using var asInside = FilePermissions.Enforce();
        return base.MakeDirectoryIn(parent, name, mode);
    }

    protected override int ChangeMode(SafeFileHandle file, uint mode)
    {
        using var asInside = FilePermissions.Enforce();
        return base.ChangeMode(file, mode);
    }

    protected override (uint User, uint Group) OwnerOf(FileStatus status) =>
        (Inside(status.UserId == Libc.geteuid()), Inside(status.GroupId == Libc.getegid()));

    protected override string PathForCommands(string path, SafeFileHandle directory) =>
        path.Split('/').Contains("..") && ProcFs.ReadLink(InsideRoot.HostPath(directory)) is { } real
            ? real
            : Path.GetFullPath(path, workingDirectory);

    private static uint Inside(bool isOwn) => (uint)(isOwn ? BubblewrapArguments.UserId : BubblewrapArguments.OverflowId);

    private InsideRoot OpenRoot() => InsideRoot.Of(processId);

    private void EnsureTarget(string destination, bool isDirectory) => FileErrors.Run(destination, () =>
    {
        var path = destination.TrimEnd('/');
        CreateParents(path);
        using var found = Find(path);
        return found is not null && At.Status(found).IsDirectory ? throw new SandboxPathIsDirectoryException(destination)
            : isDirectory && Describe(path) is not null ? throw new SandboxNotADirectoryException(destination)
            : true;
    });

    private string Inside(string path) => Path.Combine(workingDirectory, path).TrimEnd('/') is { Length: > 0 } full ? full : "/";

    private async Task ToolAsync(string path, params string[] command)
    {
        if (await runInside(command).ConfigureAwait(false) is { } said)
        {
            throw said.Contains("Permission denied", StringComparison.Ordinal) || said.Contains("Read-only", StringComparison.Ordinal)
                ? new SandboxFileAccessDeniedException(path, new IOException(said))
                : new SandboxFileException(path, said);
        }
    }
}
