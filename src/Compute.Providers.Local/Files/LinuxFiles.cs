using System.Globalization;
using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Files;

/// <summary>The files of a sandbox on Linux. Paths are resolved by the kernel, as for the sandbox's commands, and names may have any
/// bytes.</summary>
[SupportedOSPlatform("linux")]
internal abstract class LinuxFiles : LocalFiles
{
    private const int MaxLinks = 40;
    private const uint NewFileMode = 0x1B6; // 0666, less the umask
    private const uint NewDirectoryMode = 0x1ED; // 0755, less the umask
    private const int ModeBits = 0xFFF;

    public override Stream OpenRead(string path) => FileErrors.Run(path, () =>
    {
        using var found = Open(path, Libc.O_PATH);
        EnsureRegular(path, At.Status(found).Type);
        return new FileStream(Reopen(found, Libc.O_RDONLY), FileAccess.Read, 1);
    });

    /// <summary>Opens a file for writing: created with its parents, or emptied.</summary>
    public override FileStream OpenWrite(string path) => FileErrors.Run(path, () =>
    {
        if (path.EndsWith('/'))
        {
            throw new SandboxPathIsDirectoryException(path);
        }

        CreateParents(path);
        return new FileStream(Find(path) is { } found ? Truncate(path, found) : Create(path), FileAccess.Write, 1);
    });

    public override IEnumerable<FileEntry> List(string path) => FileErrors.Run(path, () =>
    {
        using var directory = Open(path, Libc.O_RDONLY | Libc.O_DIRECTORY);
        var prefix = path.EndsWith('/') ? path : path + "/";
        var entries = new List<FileEntry>();
        foreach (var bytes in At.Names(directory))
        {
            if (At.Status(directory, bytes) is { } status)
            {
                var name = NativeName.Text(bytes);
                entries.Add(Describe(status, name, prefix + name));
            }
        }

        return entries;
    });

    public override FileEntry? Describe(string path) => FileErrors.Run(path, () =>
    {
        try
        {
            using var place = Locate(path);
            return place.Status is { } status ? Describe(status, EntryReader.NameOf(path), path) : null;
        }
        catch (NativeException exception) when (exception.Error == Libc.ENOENT)
        {
            return null;
        }
    });

    public override void CreateDirectory(string path) => FileErrors.Run(path, () =>
    {
        CreateDirectories(path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/");
        return true;
    });

    public override void SetMode(string path, UnixFileMode mode) => FileErrors.Run(path, () =>
    {
        using var found = Open(path, Libc.O_PATH);
        return ChangeMode(found, (uint)mode) is var error and not 0 ? throw new NativeException(error, path) : true;
    });

    public override WatchedDirectory OpenWatched(string path) => FileErrors.Run(path, () =>
    {
        var directory = Open(path, Libc.O_PATH | Libc.O_DIRECTORY);
        return new WatchedDirectory(InsideRoot.HostPath(directory), PathForCommands(path, directory), directory);
    });

    /// <summary>Opens a path as the caller gave it.</summary>
    /// <exception cref="NativeException">The system refused.</exception>
    /// <exception cref="SandboxFileAccessDeniedException">It leads out of where it may.</exception>
    protected abstract SafeFileHandle Open(string path, int flags);

    /// <summary>Refuses a directory that a path must not lead to, by its own links either.</summary>
    protected virtual void EnsureAllowed(string path, SafeFileHandle directory)
    {
    }

    /// <summary>Opens for other purposes what is open already.</summary>
    protected virtual SafeFileHandle Reopen(SafeFileHandle file, int flags) =>
        At.Open(null, NativeName.Of(InsideRoot.HostPath(file)), flags);

    /// <summary>The absolute path that an open directory has for the sandbox's commands.</summary>
    protected abstract string PathForCommands(string path, SafeFileHandle directory);

    /// <summary>What a path leads to, links followed; null when nothing is there.</summary>
    protected SafeFileHandle? Find(string path)
    {
        try
        {
            return Open(path, Libc.O_PATH);
        }
        catch (NativeException exception) when (exception.Error == Libc.ENOENT)
        {
            return null;
        }
    }

    /// <summary>Finds what a path names: a link in the last place is the link itself.</summary>
    protected Place Locate(string path)
    {
        var (parent, name) = Split(path.TrimEnd('/'));
        if (name is "" or "." or ".." || path.EndsWith('/'))
        {
            // It names a directory, and not by its name in another.
            using var directory = Open(path, Libc.O_PATH | Libc.O_DIRECTORY);
            var status = At.Status(directory);
            return name is "" or "." or ".."
                ? new Place(null, [], status)
                : new Place(Open(parent, Libc.O_PATH | Libc.O_DIRECTORY), NativeName.Of(name), status);
        }

        var place = new Place(Open(parent, Libc.O_PATH | Libc.O_DIRECTORY), NativeName.Of(name), null);
        return place with { Status = At.Status(place.Parent, place.Name) };
    }

    /// <summary>Sets the mode of an open file; returns the number of the error.</summary>
    protected virtual int ChangeMode(SafeFileHandle file, uint mode) => At.ChangeMode(null, NativeName.Of(InsideRoot.HostPath(file)), mode);

    /// <summary>The owner and the group as the sandbox's commands see them.</summary>
    protected virtual (uint User, uint Group) OwnerOf(FileStatus status) => (status.UserId, status.GroupId);

    protected void CreateParents(string path) => CreateDirectories(Split(path.TrimEnd('/')).Parent);

    protected static void EnsureRegular(string path, FileEntryType type)
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

    private FileEntry Describe(FileStatus status, string name, string path)
    {
        var (user, group) = OwnerOf(status);
        return new()
        {
            Name = name,
            Path = path,
            Type = status.Type,
            SizeBytes = status.IsRegular ? status.SizeBytes : 0,
            ModifiedAt = status.ModifiedAt,
            Mode = (UnixFileMode)(status.Mode & ModeBits),
            Owner = user.ToString(CultureInfo.InvariantCulture),
            Group = group.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The directory of a path and its last part. Only the last slash counts: what the rest means is the kernel's to
    /// say.</summary>
    private static (string Parent, string Name) Split(string path) => path.LastIndexOf('/') switch
    {
        < 0 => (".", path),
        0 => ("/", path[1..]),
        var slash => (path[..slash], path[(slash + 1)..]),
    };

    private SafeFileHandle Truncate(string path, SafeFileHandle found)
    {
        using (found)
        {
            EnsureRegular(path, At.Status(found).Type);
            return Reopen(found, Libc.O_WRONLY | Libc.O_TRUNC);
        }
    }

    /// <summary>Creates a file; one that a link in the last place leads to where it leads nowhere yet.</summary>
    private SafeFileHandle Create(string path)
    {
        var given = path;
        for (var links = 0; links < MaxLinks; links++)
        {
            var (directory, name) = Split(path);
            using var parent = Open(directory, Libc.O_PATH | Libc.O_DIRECTORY);
            EnsureAllowed(given, parent);
            var bytes = NativeName.Of(name);
            const int Flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC | Libc.O_NONBLOCK;
            if (CreateIn(parent, bytes, Flags | Libc.O_NOFOLLOW, NewFileMode, out var error) is { } file)
            {
                return file;
            }

            if (error != Libc.ELOOP || At.ReadLink(parent, bytes) is not { } target)
            {
                throw new NativeException(error, path);
            }

            path = Path.Combine(directory, NativeName.Text(target));
        }

        throw new NativeException(Libc.ELOOP, path);
    }

    protected virtual SafeFileHandle? CreateIn(SafeFileHandle parent, byte[] name, int flags, uint mode, out int error) =>
        At.TryOpen(parent, name, flags, out error, mode);

    /// <summary>Creates a directory and its parents.</summary>
    protected void CreateDirectories(string path)
    {
        if (TryOpenDirectory(path))
        {
            return;
        }

        for (var end = path.IndexOf('/', 1); ; end = path.IndexOf('/', end + 1))
        {
            var current = end < 0 ? path : path[..end];
            if (!TryOpenDirectory(current))
            {
                var (directory, name) = Split(current);
                using var parent = Open(directory, Libc.O_PATH | Libc.O_DIRECTORY);
                if (MakeDirectoryIn(parent, NativeName.Of(name), NewDirectoryMode) is var error and not (0 or Libc.EEXIST))
                {
                    throw new NativeException(error, path);
                }
            }

            if (end < 0)
            {
                Open(path, Libc.O_PATH | Libc.O_DIRECTORY).Dispose();
                return;
            }
        }
    }

    protected virtual int MakeDirectoryIn(SafeFileHandle parent, byte[] name, uint mode) => At.MakeDirectory(parent, name, mode);

    private bool TryOpenDirectory(string path)
    {
        try
        {
            Open(path, Libc.O_PATH | Libc.O_DIRECTORY).Dispose();
            return true;
        }
        catch (NativeException exception) when (exception.Error == Libc.ENOENT)
        {
            return false;
        }
    }

    /// <summary>A name in an open directory.</summary>
    /// <param name="Directory">The directory; null where the path names no entry of one, such as <c>..</c>.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Status">What is there; null when nothing is.</param>
    protected readonly record struct Place(SafeFileHandle? Directory, byte[] Name, FileStatus? Status) : IDisposable
    {
        /// <exception cref="NativeException">The path names no entry.</exception>
        public SafeFileHandle Parent => Directory ?? throw new NativeException(Libc.EINVAL, "a path that ends in no name");

        public void Dispose() => Directory?.Dispose();
    }
}
