using System.Runtime.Versioning;
using Compute.Providers.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.State;

/// <summary>Deletes a tree on Linux by descriptors: of any depth, with any names. Links and mounts are never followed.</summary>
/// <param name="force">Whether permissions and flags that forbid it are taken away: a sandbox may have given them to its own files.</param>
[SupportedOSPlatform("linux")]
internal sealed class TreeRemoval(bool force)
{
    private readonly Stack<Queue<byte[]>> _names = [];
    private FileStatus _top;

    /// <summary>The first thing that could not be deleted; null when everything was.</summary>
    public NativeException? Failure { get; private set; }

    /// <summary>Deletes a name with all that is below it; what cannot be deleted is skipped.</summary>
    /// <param name="parent">The directory that holds it, open for reading.</param>
    /// <param name="name">The name.</param>
    public void Delete(SafeFileHandle parent, byte[] name)
    {
        if (At.Status(parent, name) is not { } status)
        {
            return;
        }

        _top = status;
        using var cursor = new DirectoryCursor(parent);
        _names.Clear();
        _names.Push(new([name]));
        try
        {
            while (_names.Count > 0)
            {
                Step(cursor);
            }
        }
        catch (IOException exception)
        {
            Fail(exception as NativeException ?? new NativeException(Libc.EBUSY, exception.Message));
        }
    }

    private void Step(DirectoryCursor cursor)
    {
        if (_names.Peek().TryDequeue(out var name))
        {
            DeleteEntry(cursor, name);
            return;
        }

        _names.Pop();
        if (cursor.Depth == 0)
        {
            return;
        }

        var emptied = cursor.Name;
        cursor.Leave();
        Report(Unlink(cursor, emptied, isDirectory: true), emptied);
    }

    private void DeleteEntry(DirectoryCursor cursor, byte[] name)
    {
        if (At.Status(cursor.Current, name) is { IsDirectory: true } status)
        {
            Enter(cursor, name, status);
        }
        else
        {
            Report(Unlink(cursor, name, isDirectory: false), name);
        }
    }

    private void Enter(DirectoryCursor cursor, byte[] name, FileStatus status)
    {
        if (!status.IsOnMountOf(_top))
        {
            Report(Libc.EBUSY, name);
            return;
        }

        var directory = At.TryOpenDirectory(cursor.Current, name, out var error);
        if (directory is null && error == Libc.EACCES && force)
        {
            using var closed = At.TryOpen(cursor.Current, name, Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, out _);
            directory = (closed is not null && DirectoryCursor.Unlock(closed))
                || (cursor.Depth > 0 && DirectoryCursor.Unlock(cursor.Current))
                    ? At.TryOpenDirectory(cursor.Current, name, out error)
                    : null;
        }

        if (directory is null)
        {
            Report(error, name);
            return;
        }

        // What was checked may have been replaced before it was opened.
        if (!At.Status(directory).IsOnMountOf(_top))
        {
            directory.Dispose();
            Report(Libc.EBUSY, name);
            return;
        }

        cursor.Enter(name, directory);
        _names.Push(new(At.Names(directory)));
    }

    private int Unlink(DirectoryCursor cursor, byte[] name, bool isDirectory)
    {
        var error = At.Unlink(cursor.Current, name, isDirectory);
        if (!force || error is not (Libc.EACCES or Libc.EPERM))
        {
            return error;
        }

        if (cursor.Depth > 0)
        {
            // Never what is above the tree: the caller's own directory.
            InodeFlags.Change(cursor.Current, set: 0, InodeFlags.Immutable | InodeFlags.AppendOnly);
            DirectoryCursor.Unlock(cursor.Current);
        }

        if (At.Status(cursor.Current, name) is { IsRegular: true } or { IsDirectory: true })
        {
            using var file = At.TryOpen(cursor.Current, name, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOFOLLOW, out _);
            if (file is not null)
            {
                InodeFlags.Change(file, set: 0, InodeFlags.Immutable | InodeFlags.AppendOnly);
            }
        }

        return At.Unlink(cursor.Current, name, isDirectory);
    }

    private void Report(int error, byte[] name)
    {
        // A directory that is not empty only follows from what was skipped in it.
        if (error is not (0 or Libc.ENOENT) && !(error == Libc.ENOTEMPTY && Failure is not null))
        {
            Fail(new NativeException(error, NativeName.Text(name)));
        }
    }

    private void Fail(NativeException failure) => Failure ??= failure;
}
