namespace Compute.Framework;

/// <summary>Uploads a tree of local files.</summary>
internal static class DirectoryUpload
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode UsualMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static async Task RunAsync(
        ISandboxFileSystem files, string localDirectory, string sandboxPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentException.ThrowIfNullOrEmpty(localDirectory);
        ArgumentException.ThrowIfNullOrEmpty(sandboxPath);

        var root = new DirectoryInfo(Path.GetFullPath(localDirectory));
        if (!root.Exists)
        {
            throw new DirectoryNotFoundException($"There is no directory '{root.FullName}'.");
        }

        // Containment is judged on real paths: the root itself may be reached through a link.
        var realRoot = RealPath(root.FullName);
        var executables = new List<string>();
        var pending = new Stack<(DirectoryInfo Local, string Remote)>([(root, sandboxPath)]);
        while (pending.TryPop(out var directory))
        {
            if (!directory.Local.Exists)
            {
                throw HostFiles.Unreachable(directory.Local.FullName);
            }

            await files.CreateDirectoryAsync(directory.Remote, cancellationToken).ConfigureAwait(false);
            foreach (var entry in directory.Local.EnumerateFileSystemInfos())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var remote = SandboxPath.Combine(directory.Remote, entry.Name);
                if (entry.LinkTarget is null && entry is DirectoryInfo child)
                {
                    pending.Push((child, remote));
                    continue;
                }

                var source = entry.LinkTarget is null ? entry.FullName : ResolveLink(entry, realRoot);
                await UploadFileAsync(files, entry.FullName, source, remote, cancellationToken).ConfigureAwait(false);
                if (IsExecutable(source))
                {
                    executables.Add(remote);
                }
            }
        }

        foreach (var path in executables)
        {
            await MakeExecutableAsync(files, path, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task MakeExecutableAsync(ISandboxFileSystem files, string path, CancellationToken cancellationToken)
    {
        try
        {
            // What was there before keeps its mode, which may be narrower than that of a new file. The mode of a link says nothing.
            var entry = await files.GetEntryAsync(path, cancellationToken).ConfigureAwait(false);
            var mode = entry is { Type: FileEntryType.File, Mode: { } known } ? known : UsualMode;
            if ((mode & Execute) != Execute)
            {
                await files.SetModeAsync(path, mode | Execute, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is SandboxFileException or UnsupportedCapabilityException)
        {
            throw new SandboxFileException(path, "The directory was uploaded, but this file could not be made executable.", exception);
        }
    }

    private static async Task UploadFileAsync(
        ISandboxFileSystem files, string entry, string source, string remote, CancellationToken cancellationToken)
    {
        var content = await HostFiles.OpenReadAsync(entry, source, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await files.WriteAsync(remote, content, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ResolveLink(FileSystemInfo link, string realRoot)
    {
        string real;
        try
        {
            real = RealPath(link.FullName);
        }
        catch (IOException error)
        {
            throw new SandboxFileException(link.FullName, "The link leads in a circle or nowhere.", error);
        }

        if (!HostFiles.IsBelow(realRoot, real))
        {
            throw new SandboxFileException(link.FullName, "The link leads out of the directory that is uploaded.");
        }

        return File.Exists(real) ? real : throw new SandboxFileException(link.FullName, "The link leads to no regular file.");
    }

    /// <summary>A path with every link in it followed, also those of its parents.</summary>
    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        for (var followed = 0; followed < 40; followed++)
        {
            if (FirstLink(full) is not { } link)
            {
                return full;
            }

            var target = Path.Combine(Path.GetDirectoryName(link.FullName)!, link.LinkTarget!);
            full = Path.GetFullPath(Path.Combine(target, Path.GetRelativePath(link.FullName, full)));
        }

        throw new IOException($"Too many links in '{path}'.");
    }

    private static DirectoryInfo? FirstLink(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var current = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            current = Path.Combine(current, part);
            var info = new DirectoryInfo(current);
            if (info.LinkTarget is not null)
            {
                return info;
            }
        }

        return null;
    }

    private static bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
}
