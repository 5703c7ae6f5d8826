using System.Runtime.Versioning;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.Snapshots;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Files;

/// <summary>Copies directory trees on Linux by descriptors: of any depth, with any names, links as links, modes and times kept.</summary>
/// <param name="isLayer">
/// Whether the copy is a layer: new, with owners, attributes, pipes and the marks of deleted names. Otherwise special files are left
/// out, and what is there already is replaced.
/// </param>
[SupportedOSPlatform("linux")]
internal sealed class DescriptorCopy(bool isLayer)
{
    private const uint OwnerOnlyDirectory = 0x1C0;
    private const uint OwnerOnlyFile = 0x180;
    private const int ModeBits = 0xFFF;

    private static readonly byte[] Self = ".\0"u8.ToArray();

    private readonly Stack<Queue<byte[]>> _names = [];
    private FileIdentity _destination;

    /// <summary>Copies what one open directory holds into another, and the first one's attributes.</summary>
    /// <exception cref="IOException">Something cannot be read or written.</exception>
    public void Copy(SafeFileHandle source, SafeFileHandle destination, CancellationToken cancellationToken)
    {
        using var from = new DirectoryCursor(source);
        using var to = new DirectoryCursor(destination);
        _destination = At.Status(destination).Identity;
        _names.Push(new(At.Names(source)));
        while (_names.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_names.Peek().TryDequeue(out var name))
            {
                CopyEntry(from, to, name);
            }
            else
            {
                _names.Pop();
                Leave(from, to);
            }
        }
    }

    /// <summary>Copies one regular file.</summary>
    /// <param name="source">The file, open for reading.</param>
    /// <param name="directory">Where the copy goes.</param>
    /// <param name="name">Its name there.</param>
    public void CopyFile(SafeFileHandle source, SafeFileHandle directory, byte[] name)
    {
        var status = At.Status(source);
        if (!isLayer && At.Status(directory, name) is { IsLink: true })
        {
            // What a link leads to is not what is replaced.
            _ = At.Unlink(directory, name);
        }

        var exclusive = isLayer ? Libc.O_EXCL : 0;
        using (var file = At.Open(directory, name, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_NONBLOCK | Libc.O_NOFOLLOW | exclusive,
            OwnerOnlyFile))
        {
            var copied = At.Status(file);
            if (copied.Type != Compute.Framework.FileEntryType.File)
            {
                throw new NativeException(Libc.EINVAL, NativeName.Text(name));
            }

            if (copied.Identity == status.Identity)
            {
                return;
            }

            // .NET clones the data where the file system can.
            File.Copy(InsideRoot.HostPath(source), InsideRoot.HostPath(file), overwrite: true);
            if (isLayer)
            {
                _ = At.ChangeOwner(directory, name, status.UserId, status.GroupId);
                LayerAttributes.Copy(source, file);
            }

            File.SetUnixFileMode(file, (UnixFileMode)(status.Mode & ModeBits));
        }

        _ = At.SetTime(directory, name, status.Modified);
    }

    private void CopyEntry(DirectoryCursor from, DirectoryCursor to, byte[] name)
    {
        if (At.Status(from.Current, name) is not { } status || status.Identity == _destination)
        {
            // It is gone, or the copy itself, which is made below its source.
            return;
        }

        if (status.IsDirectory)
        {
            Enter(from, to, name);
        }
        else
        {
            CopyOther(from.Current, name, status, to.Current, name);
        }
    }

    /// <summary>Copies what is no directory; false where it is special and left out.</summary>
    public bool CopyOther(SafeFileHandle from, byte[] name, FileStatus status, SafeFileHandle to, byte[] newName)
    {
        if (status.IsLink)
        {
            CopyLink(from, name, status, to, newName);
            return true;
        }

        if (status.IsRegular)
        {
            using var file = At.Open(from, name, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOFOLLOW);
            CopyFile(file, to, newName);
            return true;
        }

        return isLayer && (status.IsPipe || status.IsWhiteout) && At.MakeNode(to, newName, status.Mode) == 0;
    }

    private void Enter(DirectoryCursor from, DirectoryCursor to, byte[] name)
    {
        var source = At.TryOpenDirectory(from.Current, name, out var error) ?? throw new NativeException(error, NativeName.Text(name));
        try
        {
            error = At.MakeDirectory(to.Current, name, OwnerOnlyDirectory);
            var destination = error is 0 or Libc.EEXIST ? At.TryOpenDirectory(to.Current, name, out error) : null;
            to.Enter(name, destination ?? throw new NativeException(error, NativeName.Text(name)));
        }
        catch
        {
            source.Dispose();
            throw;
        }

        from.Enter(name, source);
        _names.Push(new(At.Names(source)));
    }

    private void CopyLink(SafeFileHandle from, byte[] name, FileStatus status, SafeFileHandle to, byte[] newName)
    {
        if (At.ReadLink(from, name) is not { } target)
        {
            return;
        }

        var error = At.MakeLink(target, to, newName);
        if (error == Libc.EEXIST && !isLayer && At.Unlink(to, newName) == 0)
        {
            error = At.MakeLink(target, to, newName);
        }

        if (error != 0)
        {
            throw new NativeException(error, NativeName.Text(newName));
        }

        if (isLayer)
        {
            _ = At.ChangeOwner(to, newName, status.UserId, status.GroupId);
        }
    }

    /// <summary>Attributes last: the mode may forbid writing, and also to go up from the directory; and writing changes the time.</summary>
    private void Leave(DirectoryCursor from, DirectoryCursor to)
    {
        var status = At.Status(from.Current);
        if (isLayer)
        {
            _ = At.ChangeOwner(to.Current, Self, status.UserId, status.GroupId);
            LayerAttributes.Copy(from.Current, to.Current);
        }

        _ = At.SetTime(to.Current, Self, status.Modified);
        if (to.Depth == 0)
        {
            File.SetUnixFileMode(to.Current, (UnixFileMode)(status.Mode & ModeBits));
            return;
        }

        var name = to.Name;
        from.Leave();
        to.Leave();
        using var copied = At.Open(to.Current, name, Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_NOFOLLOW);
        File.SetUnixFileMode(InsideRoot.HostPath(copied), (UnixFileMode)(status.Mode & ModeBits));
    }
}
