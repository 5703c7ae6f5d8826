using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Files;

/// <summary>The files of a sandbox without isolation, on Linux: absolute paths are the machine's own, as they are for its
/// commands.</summary>
/// <remarks>
/// What a relative path leads to must be in the workspace, or below the working directory where that was set outside. That keeps a
/// caller's mistake from touching the machine; it is no wall against the sandbox's commands, which have the same rights as this process.
/// </remarks>
/// <param name="workspace">The sandbox's own directory.</param>
/// <param name="workingDirectory">Where relative paths start.</param>
[SupportedOSPlatform("linux")]
internal sealed class HostFiles(string workspace, string workingDirectory) : LinuxFiles
{
    public override Task DeleteAsync(string path, bool recursive) => FileErrors.Run(path, () =>
    {
        using var place = Locate(path);
        var status = place.Status ?? throw new SandboxFileNotFoundException(path);
        if (status.IsDirectory && recursive)
        {
            Remove(place);
        }
        else if (At.Unlink(place.Parent, place.Name, status.IsDirectory) is var error and not 0)
        {
            throw new NativeException(error, path);
        }

        return Task.CompletedTask;
    });

    public override Task MoveAsync(string source, string destination) => FileErrors.Run(source, () =>
    {
        using var from = Locate(source);
        var status = from.Status ?? throw new SandboxFileNotFoundException(source);
        using var to = Target(destination, status.IsDirectory);
        var error = At.Rename(from.Parent, from.Name, to.Parent, to.Name);
        if (error == Libc.EXDEV)
        {
            CopyTo(from.Parent, from.Name, status, to);
            Remove(from);
        }
        else if (error != 0)
        {
            throw new NativeException(error, source);
        }

        return Task.CompletedTask;
    });

    public override Task CopyAsync(string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        FileErrors.Run(source, () =>
    {
        using var found = Open(source, Libc.O_PATH);
        var status = At.Status(found);
        if (status.IsDirectory && !recursive)
        {
            throw new SandboxPathIsDirectoryException(source);
        }

        if (status.IsDirectory)
        {
            using var from = Reopen(found, Libc.O_RDONLY | Libc.O_DIRECTORY);
            using var into = FileErrors.Run(destination, () =>
            {
                CreateDirectory(destination);
                return Open(destination, Libc.O_RDONLY | Libc.O_DIRECTORY);
            });
            new DescriptorCopy(isLayer: false).Copy(from, into, cancellationToken);
            return Task.CompletedTask;
        }

        EnsureRegular(source, status.Type);
        using var file = Reopen(found, Libc.O_RDONLY);
        using var to = Target(destination, isDirectory: false);
        new DescriptorCopy(isLayer: false).CopyFile(file, to.Parent, to.Name);
        return Task.CompletedTask;
    });

    protected override SafeFileHandle Open(string path, int flags)
    {
        var full = Path.Combine(workingDirectory, path);
        if (Path.IsPathRooted(path))
        {
            return At.Open(null, NativeName.Of(full), flags);
        }

        // First without any effect: only then is known where it is.
        var found = At.TryOpen(null, NativeName.Of(full), Libc.O_PATH | (flags & (Libc.O_DIRECTORY | Libc.O_NOFOLLOW)), out var error);
        if (found is null)
        {
            EnsureAncestorInside(path);
            throw new NativeException(error, path);
        }

        try
        {
            EnsureInside(path, found);
            if ((flags & Libc.O_PATH) != 0)
            {
                return found;
            }

            var file = Reopen(found, flags);
            found.Dispose();
            return file;
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }

    protected override void EnsureAllowed(string path, SafeFileHandle directory)
    {
        if (!Path.IsPathRooted(path))
        {
            EnsureInside(path, directory);
        }
    }

    protected override string PathForCommands(string path, SafeFileHandle directory) =>
        path.Split('/').Contains("..") ? RealPath(directory) : Path.GetFullPath(path, workingDirectory);

    private void EnsureAncestorInside(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            using var ancestor = At.TryOpen(null, NativeName.Of(Path.Combine(workingDirectory, path[..slash])), Libc.O_PATH, out _);
            if (ancestor is not null)
            {
                EnsureInside(path, ancestor);
                return;
            }
        }
    }

    private void EnsureInside(string path, SafeFileHandle file)
    {
        var place = RealPath(file);
        var boundary = RealPath(workspace);
        var start = RealPath(workingDirectory);
        if (!LocalPath.IsWithin(place, LocalPath.IsWithin(start, boundary) ? boundary : start))
        {
            throw new SandboxFileAccessDeniedException(path, new IOException("A relative path must stay in the sandbox's workspace."));
        }
    }

    private static string RealPath(string directory)
    {
        using var handle = InsideRoot.OpenHere(directory, Libc.O_PATH | Libc.O_DIRECTORY);
        return RealPath(handle);
    }

    private static string RealPath(SafeFileHandle file) =>
        ProcFs.ReadLink(InsideRoot.HostPath(file)) ?? throw new NativeException(Libc.ENAMETOOLONG, "the path of an open file");

    /// <summary>Where something is put; its parents are created.</summary>
    private Place Target(string destination, bool isDirectory) => FileErrors.Run(destination, () =>
    {
        var path = destination.TrimEnd('/');
        CreateParents(path);
        using (var found = Find(path))
        {
            if (found is not null && At.Status(found).IsDirectory)
            {
                throw new SandboxPathIsDirectoryException(destination);
            }
        }

        var place = Locate(path);
        return isDirectory && place.Status is not null ? throw new SandboxNotADirectoryException(destination) : place;
    });

    private static void CopyTo(SafeFileHandle parent, byte[] name, FileStatus status, Place to)
    {
        var copy = new DescriptorCopy(isLayer: false);
        if (!status.IsDirectory)
        {
            if (!copy.CopyOther(parent, name, status, to.Parent, to.Name))
            {
                throw new NativeException(Libc.EXDEV, NativeName.Text(name));
            }

            return;
        }

        using var from = At.TryOpenDirectory(parent, name, out var error) ?? throw new NativeException(error, NativeName.Text(name));
        error = At.MakeDirectory(to.Parent, to.Name, 0x1C0);
        using var into = error == 0 ? At.TryOpenDirectory(to.Parent, to.Name, out error) : null;
        copy.Copy(from, into ?? throw new NativeException(error, NativeName.Text(to.Name)), CancellationToken.None);
    }

    private static void Remove(Place place)
    {
        var removal = new TreeRemoval(force: false);
        removal.Delete(place.Parent, place.Name);
        if (removal.Failure is { } failure)
        {
            throw failure;
        }
    }
}
