using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Downloads a tree of a sandbox's files. The sandbox is not trusted: what it lists never leads out of the target.</summary>
internal static class DirectoryDownload
{
    private const int MaxDepth = 256;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static async Task RunAsync(
        ISandboxFileSystem files, string sandboxPath, string localDirectory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentException.ThrowIfNullOrEmpty(sandboxPath);
        ArgumentException.ThrowIfNullOrEmpty(localDirectory);

        var pending = new Stack<(string Remote, string Local, int Depth)>([(sandboxPath, Path.GetFullPath(localDirectory), 0)]);
        while (pending.TryPop(out var directory))
        {
            if (directory.Depth > MaxDepth)
            {
                throw new SandboxFileException(directory.Remote, $"The directories are nested more than {MaxDepth} deep.");
            }

            var listing = files.ListAsync(directory.Remote, cancellationToken);
            Directory.CreateDirectory(directory.Local);
            await foreach (var entry in listing.ConfigureAwait(false))
            {
                EnsurePlainName(directory.Remote, entry.Name);
                var remote = SandboxPath.Combine(directory.Remote, entry.Name);
                var local = Path.Combine(directory.Local, entry.Name);
                EnsureNoLink(remote, local);
                switch (entry.Type)
                {
                    case FileEntryType.Directory:
                        pending.Push((remote, local, directory.Depth + 1));
                        break;
                    case FileEntryType.File:
                        await DownloadFileAsync(files, remote, local, entry.Mode, cancellationToken).ConfigureAwait(false);
                        break;
                    case FileEntryType.SymbolicLink:
                        throw new SandboxFileException(remote, "Is a symbolic link; a download does not follow links.");
                    default:
                        throw new SandboxFileException(remote, "Is a named pipe, a socket or a device, which has no content to download.");
                }
            }
        }
    }

    private static void EnsurePlainName(string parent, string name)
    {
        if (!SandboxPath.IsPlainName(name)
            || name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0
            || TextGuard.HasLoneSurrogate(name))
        {
            throw new SandboxFileException(parent, "The sandbox lists an entry whose name is no plain file name on this machine.");
        }
    }

    private static void EnsureNoLink(string remote, string local)
    {
        if (new FileInfo(local).LinkTarget is not null)
        {
            throw new SandboxFileException(remote, $"The local path '{local}' is a link; nothing is written through it.");
        }

        if (HostFiles.SpecialKindOf(local) is { } kind)
        {
            throw new SandboxFileException(remote, $"The local path '{local}' is {kind}; nothing is written to it.");
        }
    }

    private static async Task DownloadFileAsync(
        ISandboxFileSystem files, string remote, string local, UnixFileMode? mode, CancellationToken cancellationToken)
    {
        var source = await files.OpenReadAsync(remote, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            var target = new FileStream(local, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (target.ConfigureAwait(false))
            {
                await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
            }
        }

        // Only the executable bit: set-user-id and the like stay in the sandbox.
        if (!OperatingSystem.IsWindows() && mode is { } known)
        {
            File.SetUnixFileMode(local, (File.GetUnixFileMode(local) & ~Execute) | (known & Execute));
        }
    }
}
