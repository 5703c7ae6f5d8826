using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Compute.Framework;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Native;

/// <summary>What the kernel reports about a directory that is watched.</summary>
/// <param name="Watch">The number of the watch.</param>
/// <param name="Mask">What happened.</param>
/// <param name="Cookie">The same for both halves of a move.</param>
/// <param name="Name">The name in the directory; empty for the directory itself.</param>
internal readonly record struct InotifyEvent(int Watch, uint Mask, uint Cookie, string Name)
{
    public bool Is(uint mask) => (Mask & mask) != 0;
}

/// <summary>The kernel's watches of directories. .NET's watcher knows only names that are UTF-8.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class Inotify : IDisposable
{
    public const uint Modify = 0x2;
    public const uint Attributes = 0x4;
    public const uint MovedFrom = 0x40;
    public const uint MovedTo = 0x80;
    public const uint Create = 0x100;
    public const uint Delete = 0x200;
    public const uint Overflow = 0x4000;
    public const uint Ignored = 0x8000;
    public const uint IsDirectory = 0x40000000;

    private const uint OnlyDirectory = 0x01000000;
    private const uint ExcludeUnlinked = 0x04000000;
    private const uint Watched = Modify | Attributes | MovedFrom | MovedTo | Create | Delete | OnlyDirectory | ExcludeUnlinked;
    private const int BufferSize = 64 * 1024;
    private const int HeaderSize = 16;
    private const int PollIn = 1;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly SafeFileHandle _events;
    private readonly SafeFileHandle _stopped;
    private readonly SafeFileHandle _stop;

    /// <exception cref="NativeException">There are too many already.</exception>
    public Inotify()
    {
        var events = inotify_init1(Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        _events = events >= 0
            ? new SafeFileHandle(events, ownsHandle: true)
            : throw new NativeException(Marshal.GetLastPInvokeError(), "inotify_init1");
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            _events.Dispose();
            throw new NativeException(error, "pipe2");
        }

        (_stopped, _stop) = (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
    }

    /// <summary>Watches an open directory. The number is that of its inode: the same for each way to it.</summary>
    /// <exception cref="NativeException">The system refused.</exception>
    public int Add(SafeFileHandle directory)
    {
        fixed (byte* path = NativeName.Of(InsideRoot.HostPath(directory)))
        {
            var watch = inotify_add_watch((int)_events.DangerousGetHandle(), path, Watched);
            return watch >= 0 ? watch : throw new NativeException(Marshal.GetLastPInvokeError(), "inotify_add_watch");
        }
    }

    public void Remove(int watch) => _ = inotify_rm_watch((int)_events.DangerousGetHandle(), watch);

    /// <summary>Waits for events and takes those that are there; none when they do not come in time.</summary>
    /// <param name="milliseconds">How long to wait; -1 for as long as it takes.</param>
    /// <param name="into">Where they are added.</param>
    /// <returns>False when it was stopped.</returns>
    /// <exception cref="NativeException">The system refused.</exception>
    public bool Read(int milliseconds, List<InotifyEvent> into)
    {
        var polled = stackalloc int[4] { (int)_events.DangerousGetHandle(), PollIn, (int)_stopped.DangerousGetHandle(), PollIn };
        while (Libc.poll(polled, 2, milliseconds) < 0)
        {
            Throw(Marshal.GetLastPInvokeError(), "poll");
        }

        fixed (byte* start = _buffer)
        {
            nint count;
            while ((count = Libc.read((int)_events.DangerousGetHandle(), start, BufferSize)) < 0)
            {
                if (Marshal.GetLastPInvokeError() is Libc.EAGAIN)
                {
                    break;
                }

                Throw(Marshal.GetLastPInvokeError(), "read");
            }

            for (var offset = 0; offset < count;)
            {
                var header = (uint*)(start + offset);
                var name = new ReadOnlySpan<byte>(start + offset + HeaderSize, (int)header[3]);
                var end = name.IndexOf((byte)0);
                into.Add(new InotifyEvent((int)header[0], header[1], header[2], SandboxFileNames.GetString(end < 0 ? name : name[..end])));
                offset += HeaderSize + (int)header[3];
            }
        }

        return (polled[3] >> 16) == 0;
    }

    /// <summary>Ends a <see cref="Read"/> of another thread, and all after it.</summary>
    public void Stop() => _stop.Dispose();

    public void Dispose()
    {
        _stop.Dispose();
        _stopped.Dispose();
        _events.Dispose();
    }

    private static void Throw(int error, string call)
    {
        if (error != Libc.EINTR)
        {
            throw new NativeException(error, call);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_init1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_add_watch(int inotify, byte* path, uint mask);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int inotify_rm_watch(int inotify, int watch);
}
