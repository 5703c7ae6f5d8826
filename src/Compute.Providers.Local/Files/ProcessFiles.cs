using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>The files of a sandbox without isolation.</summary>
internal sealed class ProcessFiles(ProcessPathResolver resolver) : LocalFiles
{
    public override Stream OpenRead(string path) => FileErrors.Run(path, () =>
    {
        var resolved = resolver.Resolve(path, followLink: true);
        EnsureParents(path, resolved);
        EnsureRegular(path, resolved, mustExist: true);
        return new FileStream(
            resolved, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
    });

    /// <summary>Opens a file for writing: created with its parents, or emptied.</summary>
    public override FileStream OpenWrite(string path) => FileErrors.Run(path, () =>
    {
        if (path.EndsWith('/'))
        {
            throw new SandboxPathIsDirectoryException(path);
        }

        var resolved = ResolveWithParents(path, followLink: true);
        EnsureRegular(path, resolved, mustExist: false);
        return new FileStream(
            resolved, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
    });

    public override IEnumerable<FileEntry> List(string path) => FileErrors.Run(path, () =>
    {
        var resolved = resolver.Resolve(path, followLink: true);
        if (File.Exists(resolved))
        {
            throw new SandboxNotADirectoryException(path);
        }

        EnsureParents(path, resolved);
        return EntryReader.ReadAll(path, new DirectoryInfo(resolved).EnumerateFileSystemInfos().ToList());
    });

    public override FileEntry? Describe(string path) => FileErrors.Run(path, () =>
    {
        try
        {
            var resolved = resolver.Resolve(path, followLink: false);
            EnsureParents(path, resolved);
            return EntryReader.Read(new FileInfo(resolved), EntryReader.NameOf(path), path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or SandboxFileNotFoundException)
        {
            return null;
        }
    });

    public override void CreateDirectory(string path) => FileErrors.Run(path, () =>
    {
        var resolved = ResolveWithParents(path, followLink: true);
        if (File.Exists(resolved))
        {
            throw new SandboxNotADirectoryException(path);
        }

        return Directory.CreateDirectory(resolved);
    });

    public override Task DeleteAsync(string path, bool recursive)
    {
        Delete(path, recursive);
        return Task.CompletedTask;
    }

    private void Delete(string path, bool recursive) => FileErrors.Run(path, () =>
    {
        var resolved = resolver.Resolve(path, followLink: false);
        EnsureParents(path, resolved);
        var entry = EntryReader.Read(new FileInfo(resolved), EntryReader.NameOf(path), path)
            ?? throw new SandboxFileNotFoundException(path);
        if (entry.Type != FileEntryType.Directory)
        {
            File.Delete(resolved);
        }
        else if (recursive)
        {
            Directory.Delete(resolved, recursive: true);
        }
        else if (Directory.EnumerateFileSystemEntries(resolved).Any())
        {
            throw new SandboxDirectoryNotEmptyException(path);
        }
        else
        {
            Directory.Delete(resolved);
        }

        return true;
    });

    public override Task MoveAsync(string source, string destination)
    {
        Move(source, destination);
        return Task.CompletedTask;
    }

    private void Move(string source, string destination) => FileErrors.Run(source, () =>
    {
        var from = resolver.Resolve(source, followLink: false);
        EnsureParents(source, from);
        var entry = EntryReader.Read(new FileInfo(from), EntryReader.NameOf(source), source)
            ?? throw new SandboxFileNotFoundException(source);
        var to = FileErrors.Run(destination, () => ResolveWithParents(destination, followLink: false));
        if (Directory.Exists(to))
        {
            throw new SandboxPathIsDirectoryException(destination);
        }

        if (entry.Type != FileEntryType.Directory)
        {
            File.Move(from, to, overwrite: true);
        }
        else if (File.Exists(to))
        {
            throw new SandboxNotADirectoryException(destination);
        }
        else
        {
            TreeCopy.MoveDirectory(from, to);
        }

        return true;
    });

    public override Task CopyAsync(string source, string destination, bool recursive, CancellationToken cancellationToken)
    {
        Copy(source, destination, recursive, cancellationToken);
        return Task.CompletedTask;
    }

    private void Copy(string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        FileErrors.Run(source, () =>
    {
        var from = resolver.Resolve(source, followLink: true);
        EnsureParents(source, from);
        var entry = EntryReader.Read(new FileInfo(from), EntryReader.NameOf(source), source, follow: true)
            ?? throw new SandboxFileNotFoundException(source);
        if (entry.Type == FileEntryType.Directory && !recursive)
        {
            throw new SandboxPathIsDirectoryException(source);
        }

        var to = FileErrors.Run(destination, () => ResolveWithParents(destination, followLink: false));
        if (entry.Type == FileEntryType.Directory)
        {
            TreeCopy.CopyDirectory(from, to, cancellationToken);
        }
        else if (Directory.Exists(to))
        {
            throw new SandboxPathIsDirectoryException(destination);
        }
        else
        {
            EnsureRegular(source, from, mustExist: true);
            File.Copy(from, to, overwrite: true);
        }

        return true;
    });

    public override void SetMode(string path, UnixFileMode mode) => FileErrors.Run(path, () =>
    {
        if (OperatingSystem.IsWindows())
        {
            throw new UnsupportedCapabilityException(nameof(SandboxOperation.SetFileMode), "Windows has no permission bits");
        }

        var resolved = resolver.Resolve(path, followLink: true);
        EnsureParents(path, resolved);
        File.SetUnixFileMode(resolved, mode);
        return true;
    });

    public override WatchedDirectory OpenWatched(string path) => FileErrors.Run(path, () =>
    {
        var resolved = resolver.Resolve(path, followLink: true);
        EnsureParents(path, resolved);
        return Directory.Exists(resolved) ? new WatchedDirectory(resolved, resolved, Held: null)
            : File.Exists(resolved) ? throw new SandboxNotADirectoryException(path)
            : throw new SandboxFileNotFoundException(path);
    });

    private string ResolveWithParents(string path, bool followLink)
    {
        try
        {
            return resolver.Resolve(path, followLink, createParents: true);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            // Creating a directory where a file is.
            throw new SandboxNotADirectoryException(path, exception);
        }
    }

    /// <summary>.NET says "not found" where a parent is a file.</summary>
    private static void EnsureParents(string path, string resolved)
    {
        for (var parent = Path.GetDirectoryName(resolved); parent is not null
            && !Directory.Exists(parent); parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
            {
                throw new SandboxNotADirectoryException(path);
            }
        }
    }

    /// <summary>Opening a pipe would wait for its other end.</summary>
    private static void EnsureRegular(string path, string hostPath, bool mustExist)
    {
        switch (EntryReader.Read(new FileInfo(hostPath), string.Empty, path, follow: true)?.Type)
        {
            case null when mustExist:
                throw new SandboxFileNotFoundException(path);
            case FileEntryType.Directory:
                throw new SandboxPathIsDirectoryException(path);
            case FileEntryType.Other:
                throw new SandboxFileException(path, "Not a regular file.");
        }
    }
}
