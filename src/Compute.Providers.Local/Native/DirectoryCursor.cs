using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Native;

/// <summary>Goes down into directories and up again, with one descriptor for any depth and without paths, which have a greatest
/// length.</summary>
/// <remarks>A link is never followed. Whoever moves a directory meanwhile leads nobody astray: the way up is checked.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class DirectoryCursor : IDisposable
{
    private const uint OwnerOnly = 0x1C0;

    private static readonly byte[] Parent = "..\0"u8.ToArray();

    private readonly Stack<(FileIdentity Identity, byte[] Name)> _above = [];
    private readonly SafeFileHandle _root;

    /// <param name="root">Where it starts, open for reading; not disposed.</param>
    public DirectoryCursor(SafeFileHandle root) => Current = _root = root;

    public SafeFileHandle Current { get; private set; }

    public int Depth => _above.Count;

    /// <summary>The name of the directory in the one above.</summary>
    public byte[] Name => _above.Peek().Name;

    /// <summary>Goes into a directory that was opened.</summary>
    public void Enter(byte[] name, SafeFileHandle opened)
    {
        _above.Push((At.Status(Current).Identity, name));
        Replace(opened);
    }

    /// <summary>Goes to the directory above.</summary>
    /// <exception cref="IOException">The directory was moved, or the one above cannot be opened.</exception>
    public void Leave()
    {
        var (identity, name) = _above.Pop();
        if (_above.Count == 0)
        {
            Replace(_root);
            return;
        }

        var above = At.TryOpen(Current, Parent, Libc.O_RDONLY | Libc.O_DIRECTORY, out var error);
        if (above is null && error == Libc.EACCES && Unlock(Current))
        {
            above = At.TryOpen(Current, Parent, Libc.O_RDONLY | Libc.O_DIRECTORY, out error);
        }

        if (above is null)
        {
            throw new NativeException(error, "the directory above " + NativeName.Text(name));
        }

        if (At.Status(above).Identity != identity)
        {
            above.Dispose();
            throw new IOException($"The directory {NativeName.Text(name)} was moved meanwhile.");
        }

        Replace(above);
    }

    /// <summary>Gives the owner all permissions of an open directory, also of one that is not open for reading.</summary>
    /// <returns>Whether this user may.</returns>
    public static bool Unlock(SafeFileHandle directory)
    {
        try
        {
            File.SetUnixFileMode(InsideRoot.HostPath(directory), (UnixFileMode)OwnerOnly);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => Replace(_root);

    private void Replace(SafeFileHandle next)
    {
        if (Current != _root)
        {
            Current.Dispose();
        }

        Current = next;
    }
}
