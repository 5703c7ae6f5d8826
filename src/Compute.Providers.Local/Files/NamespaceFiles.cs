using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;

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
internal sealed class NamespaceFiles(int processId, string workingDirectory, Func<IReadOnlyList<string>, Task<string?>> runInside) : LocalFiles
{
    private const int NewFileMode = 0x1B6; // 0666, less the umask

    public override Stream OpenRead(string path) => Run(path, root =>
    {
        using (var found = root.Open(Inside(path), Libc.O_PATH))
        {
            EnsureRegular(path, At.Status(found).Type);
        }

        return new FileStream(root.Open(Inside(path), Libc.O_RDONLY | Libc.O_NONBLOCK), FileAccess.Read, 1);
    });

    public override FileStream OpenWrite(string path) => Run(path, root =>
    {
        if (path.EndsWith('/'))
        {
            throw new SandboxPathIsDirectoryException(path);
        }

        root.CreateDirectories(Path.GetDirectoryName(Inside(path)) ?? "/");
        try
        {
            using var found = root.Open(Inside(path), Libc.O_PATH);
            EnsureRegular(path, At.Status(found).Type);
        }
        catch (NativeException exception) when (exception.Error == Libc.ENOENT)
        {
            // It is created.
        }

        return new FileStream(
            root.Open(Inside(path), Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC | Libc.O_NONBLOCK, NewFileMode), FileAccess.Write, 1);
    });

    public override IEnumerable<FileEntry> List(string path) => Run(path, root =>
    {
        using var directory = root.Open(Inside(path), Libc.O_PATH | Libc.O_DIRECTORY);
        return EntryReader.ReadAll(path, new DirectoryInfo(InsideRoot.HostPath(directory)).EnumerateFileSystemInfos()).ToList();
    });

    public override FileEntry? Describe(string path)
    {
        try
        {
            return Run(path, root => Find(root, path));
        }
        catch (SandboxFileNotFoundException)
        {
            return null;
        }
    }

    public override void CreateDirectory(string path) => Run(path, root =>
    {
        root.CreateDirectories(Inside(path));
        return true;
    });

    public override Task DeleteAsync(string path, bool recursive) => RunAsync(path, async root =>
    {
        var entry = Find(root, path) ?? throw new SandboxFileNotFoundException(path);
        if (entry.Type == FileEntryType.Directory && !recursive)
        {
            if (List(path).Any())
            {
                throw new SandboxDirectoryNotEmptyException(path);
            }

            await ToolAsync(path, "rmdir", "--", Inside(path)).ConfigureAwait(false);
        }
        else
        {
            await ToolAsync(path, "rm", "-rf", "--", Inside(path)).ConfigureAwait(false);
        }
    });

    public override Task MoveAsync(string source, string destination) => RunAsync(source, async root =>
    {
        var entry = Find(root, source) ?? throw new SandboxFileNotFoundException(source);
        EnsureTarget(root, destination, entry.Type == FileEntryType.Directory);
        await ToolAsync(source, "mv", "-fT", "--", Inside(source), Inside(destination)).ConfigureAwait(false);
    });

    public override Task CopyAsync(string source, string destination, bool recursive, CancellationToken cancellationToken) => RunAsync(source, async root =>
    {
        FileEntryType type;
        using (var found = root.Open(Inside(source), Libc.O_PATH))
        {
            type = At.Status(found).Type;
        }

        if (type == FileEntryType.Directory && !recursive)
        {
            throw new SandboxPathIsDirectoryException(source);
        }

        if (type == FileEntryType.Directory && Find(root, destination)?.Type == FileEntryType.Directory)
        {
            // Into the directory that is there, as for a new one.
            await ToolAsync(source, "cp", "-a", "--", Inside(source).TrimEnd('/') + "/.", Inside(destination)).ConfigureAwait(false);
            return;
        }

        EnsureTarget(root, destination, type == FileEntryType.Directory);
        await ToolAsync(source, "cp", "-aHT", "--", Inside(source), Inside(destination)).ConfigureAwait(false);
    });

    public override WatchedDirectory OpenWatched(string path) => Run(path, root =>
    {
        var directory = root.Open(Inside(path), Libc.O_PATH | Libc.O_DIRECTORY);
        return new WatchedDirectory(InsideRoot.HostPath(directory), Inside(path), directory);
    });

    private static void EnsureRegular(string path, FileEntryType type)
    {
        if (type == FileEntryType.Directory)
        {
            throw new SandboxPathIsDirectoryException(path);
        }

        if (type != FileEntryType.File)
        {
            throw new SandboxFileException(path, "Not a regular file.");
        }
    }

    private void EnsureTarget(InsideRoot root, string destination, bool isDirectory) => FileErrors.Run(destination, () =>
    {
        root.CreateDirectories(Path.GetDirectoryName(Inside(destination)) ?? "/");
        return Find(root, destination)?.Type switch
        {
            FileEntryType.Directory => throw new SandboxPathIsDirectoryException(destination),
            not null when isDirectory => throw new SandboxNotADirectoryException(destination),
            _ => true,
        };
    });

    private FileEntry? Find(InsideRoot root, string path)
    {
        var inside = Inside(path);
        if (inside == "/" || path.EndsWith('/'))
        {
            using var directory = root.Open(inside, Libc.O_PATH | Libc.O_DIRECTORY);
            return new FileEntry
            {
                Name = EntryReader.NameOf(path),
                Path = path,
                Type = FileEntryType.Directory,
                ModifiedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(directory), TimeSpan.Zero),
                Mode = File.GetUnixFileMode(directory),
            };
        }

        try
        {
            using var parent = root.OpenParent(inside);
            return EntryReader.Read(new FileInfo(InsideRoot.HostPath(parent, Path.GetFileName(inside))), EntryReader.NameOf(path), path);
        }
        catch (NativeException exception) when (exception.Error == Libc.ENOENT)
        {
            return null;
        }
    }

    private string Inside(string path) => Path.GetFullPath(path, workingDirectory) is { Length: > 1 } full ? full.TrimEnd('/') : "/";

    private async Task ToolAsync(string path, params string[] command)
    {
        if (await runInside(command).ConfigureAwait(false) is { } said)
        {
            throw said.Contains("Permission denied", StringComparison.Ordinal) || said.Contains("Read-only", StringComparison.Ordinal)
                ? new SandboxFileAccessDeniedException(path, new IOException(said))
                : new SandboxFileException(path, said);
        }
    }

    private T Run<T>(string path, Func<InsideRoot, T> action) => FileErrors.Run(path, () =>
    {
        using var root = InsideRoot.Of(processId);
        return action(root);
    });

    private async Task RunAsync(string path, Func<InsideRoot, Task> action)
    {
        try
        {
            using var root = InsideRoot.Of(processId);
            await action(root).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Map(path, exception);
        }
    }
}
