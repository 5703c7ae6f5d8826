using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compute.Framework.Launch;

/// <summary>A pipe to a child: neither end is inherited by accident.</summary>
[SupportedOSPlatform("linux")]
internal sealed class Pipe : IDisposable
{
    /// <summary>What an unprivileged process may ask for by default.</summary>
    public const int LargeCapacity = 1024 * 1024;

    private const int FirstFree = 10;

    private int _read;
    private int _write;

    public unsafe Pipe()
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) != 0)
        {
            throw new ResourceLimitException("file descriptors", new IOException(Libc.Describe(Marshal.GetLastPInvokeError())));
        }

        (_read, _write) = (AwayFromStandard(ends[0]), AwayFromStandard(ends[1]));
    }

    public int ReadDescriptor => _read;

    public int WriteDescriptor => _write;

    /// <summary>Makes room for bursts of output, where the user's quota allows it.</summary>
    public void Enlarge() => _ = Libc.fcntl(_write, Libc.F_SETPIPE_SZ, LargeCapacity);

    /// <summary>Hands the reading end over to a stream whose reads wait in epoll, not in a thread.</summary>
    public Stream TakeReader() => new AnonymousPipeClientStream(PipeDirection.In, Take(ref _read));

    public Stream TakeWriter() => new AnonymousPipeClientStream(PipeDirection.Out, Take(ref _write));

    /// <summary>Whether something is in a pipe that nobody has read yet.</summary>
    public static unsafe bool HoldsBytes(SafePipeHandle reader)
    {
        var count = 0;
        return Libc.ioctl((int)reader.DangerousGetHandle(), Libc.FIONREAD, (nint)(&count)) == 0 && count > 0;
    }

    public void CloseWriter() => Close(ref _write);

    public void CloseReader() => Close(ref _read);

    public void Dispose()
    {
        Close(ref _read);
        Close(ref _write);
    }

    /// <summary>In a host that closed its standard streams a pipe may get their numbers, which the child's own are put over.</summary>
    private static int AwayFromStandard(int descriptor)
    {
        if (descriptor >= FirstFree)
        {
            return descriptor;
        }

        var moved = Libc.fcntl(descriptor, Libc.F_DUPFD_CLOEXEC, FirstFree);
        _ = Libc.close(descriptor);
        return moved;
    }

    private static SafePipeHandle Take(ref int descriptor)
    {
        var handle = new SafePipeHandle(descriptor, ownsHandle: true);
        descriptor = -1;
        return handle;
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.close(descriptor);
            descriptor = -1;
        }
    }
}
