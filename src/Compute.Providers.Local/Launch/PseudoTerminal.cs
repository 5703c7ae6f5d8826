using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.Launch;

/// <summary>The outer end of a pseudo-terminal.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PseudoTerminal : IDisposable
{
    private const short Readable = 1;
    private const short Writable = 4;
    private const int MaxName = 128;

    private readonly Lock _use = new();
    private int _descriptor;

    public PseudoTerminal(int columns, int rows)
    {
        _descriptor = Libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC | Libc.O_NONBLOCK);
        var name = stackalloc byte[MaxName];
        if (_descriptor < 0
            || Libc.grantpt(_descriptor) != 0
            || Libc.unlockpt(_descriptor) != 0
            || Libc.ptsname_r(_descriptor, name, MaxName) != 0)
        {
            var reason = Libc.Describe(Marshal.GetLastPInvokeError());
            Dispose();
            throw new ResourceLimitException("pseudo-terminals", new IOException(reason));
        }

        InnerPath = Marshal.PtrToStringUTF8((nint)name)!;
        Resize(columns, rows);
    }

    /// <summary>The device that the program opens.</summary>
    public string InnerPath { get; }

    /// <summary>Sets the size; the program in the foreground is notified by a signal.</summary>
    public void Resize(int columns, int rows)
    {
        var size = stackalloc ushort[4] { (ushort)rows, (ushort)columns, 0, 0 };
        lock (_use)
        {
            _ = Libc.ioctl(_descriptor, Libc.TIOCSWINSZ, (nint)size);
        }
    }

    /// <summary>Reads what is there, or waits for it.</summary>
    /// <returns>The count; 0 when nothing came in time; negative when every inner end is closed.</returns>
    public int Read(Span<byte> buffer, int milliseconds)
    {
        if (!Wait(Readable, milliseconds))
        {
            return 0;
        }

        lock (_use)
        {
            fixed (byte* start = buffer)
            {
                var count = Libc.read(_descriptor, start, buffer.Length);
                return count > 0 ? (int)count : count < 0 && IsPassing() ? 0 : -1;
            }
        }
    }

    /// <summary>Writes as much as there is room for; nothing when the program does not read in time.</summary>
    /// <returns>The count; negative when the terminal is gone.</returns>
    public int Write(ReadOnlySpan<byte> data, int milliseconds)
    {
        if (!Wait(Writable, milliseconds))
        {
            return 0;
        }

        lock (_use)
        {
            fixed (byte* start = data)
            {
                var count = Libc.write(_descriptor, start, data.Length);
                return count >= 0 ? (int)count : IsPassing() ? 0 : -1;
            }
        }
    }

    public void Dispose()
    {
        lock (_use)
        {
            if (_descriptor >= 0)
            {
                _ = Libc.close(_descriptor);
                _descriptor = -1;
            }
        }
    }

    private static bool IsPassing() => Marshal.GetLastPInvokeError() is Libc.EAGAIN or Libc.EINTR;

    /// <summary>Not under the lock: a reader that waits must not keep a writer from writing. What became of the number is
    /// reported by the call that follows.</summary>
    private bool Wait(short events, int milliseconds)
    {
        // struct pollfd: the descriptor, then what to wait for and what came.
        var wait = stackalloc int[2] { _descriptor, events };
        return Libc.poll(wait, 1, milliseconds) != 0;
    }
}
