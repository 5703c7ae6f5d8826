using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Native;

/// <summary>Calls on what an open directory holds, whatever its path is or how long. Names are those of <see cref="NativeName"/>.</summary>
/// <remarks>What returns a number returns 0, or the number of the error.</remarks>
[SupportedOSPlatform("linux")]
internal static unsafe partial class At
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const int RemoveDirectory = 0x200;
    private const uint BasicStatsAndMount = 0x17FF;
    private const int StatxSize = 256;
    private const int DirentName = 19;
    private const int DirentLength = 16;
    private const int MaxLink = 4096;
    private const int StatfsSize = 256;
    private const int StatfsFlags = 80;
    private const int AccessAt2 = 439;
    private const int Executable = 1;
    private const int EffectiveUser = 0x200;
    private const int AnyExecute = 0x49;
    private const long NoExecute = 8;

    private static readonly nint GetDents = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.Arm => 217,
        Architecture.X86 or Architecture.S390x => 220,
        Architecture.Ppc64le => 202,
        _ => 61,
    };

    /// <summary>Opens a file; null with the number of the error where that fails. It is never inherited.</summary>
    public static SafeFileHandle? TryOpen(SafeFileHandle? directory, byte[] name, int flags, out int error, uint mode = 0)
    {
        int descriptor;
        fixed (byte* start = name)
        {
            do
            {
                descriptor = openat(Number(directory), start, flags | Libc.O_CLOEXEC, mode);
                error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
            }
            while (error == Libc.EINTR);
        }

        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <exception cref="NativeException">It cannot be opened.</exception>
    public static SafeFileHandle Open(SafeFileHandle? directory, byte[] name, int flags, uint mode = 0) =>
        TryOpen(directory, name, flags, out var error, mode) ?? throw new NativeException(error, NativeName.Text(name));

    /// <summary>Opens the directory itself for reading, never what a link leads to.</summary>
    public static SafeFileHandle? TryOpenDirectory(SafeFileHandle directory, byte[] name, out int error) =>
        TryOpen(directory, name, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, out error);

    /// <summary>What there is by a name; null when nothing is.</summary>
    public static FileStatus? Status(SafeFileHandle? directory, byte[] name)
    {
        var buffer = stackalloc byte[StatxSize];
        fixed (byte* start = name)
        {
            return statx(Number(directory), start, NoFollow, BasicStatsAndMount, buffer) == 0 ? FileStatus.Parse(buffer) : null;
        }
    }

    public static FileStatus? Status(string path) => Status(null, NativeName.Of(path));

    /// <summary>What an open file is.</summary>
    /// <exception cref="NativeException">The system does not report.</exception>
    public static FileStatus Status(SafeFileHandle file)
    {
        var buffer = stackalloc byte[StatxSize];
        byte empty = 0;
        return statx(Number(file), &empty, EmptyPath, BasicStatsAndMount, buffer) == 0
            ? FileStatus.Parse(buffer)
            : throw new NativeException(Marshal.GetLastPInvokeError(), "statx");
    }

    /// <summary>The names in a directory that is open for reading, without <c>.</c> and <c>..</c>.</summary>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public static List<byte[]> Names(SafeFileHandle directory)
    {
        var names = new List<byte[]>();
        var buffer = new byte[32 * 1024];
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Libc.syscall(GetDents, Number(directory), (nint)start, buffer.Length, 0, 0);
                if (count <= 0)
                {
                    return count == 0 ? names : throw new NativeException(Marshal.GetLastPInvokeError(), "getdents64");
                }

                for (var offset = 0; offset < count; offset += *(ushort*)(start + offset + DirentLength))
                {
                    var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(start + offset + DirentName);
                    if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    {
                        names.Add([.. name, 0]);
                    }
                }
            }
        }
    }

    /// <summary>Where a link leads, with the zero; null when it is none.</summary>
    public static byte[]? ReadLink(SafeFileHandle directory, byte[] name)
    {
        var buffer = stackalloc byte[MaxLink];
        fixed (byte* start = name)
        {
            var length = readlinkat(Number(directory), start, buffer, MaxLink);
            return length < 0 ? null : [.. new ReadOnlySpan<byte>(buffer, (int)length), 0];
        }
    }

    public static int Unlink(SafeFileHandle directory, byte[] name, bool isDirectory = false)
    {
        fixed (byte* start = name)
        {
            return Result(unlinkat(Number(directory), start, isDirectory ? RemoveDirectory : 0));
        }
    }

    public static int MakeDirectory(SafeFileHandle directory, byte[] name, uint mode)
    {
        fixed (byte* start = name)
        {
            return Result(mkdirat(Number(directory), start, mode));
        }
    }

    public static int MakeLink(byte[] target, SafeFileHandle directory, byte[] name)
    {
        fixed (byte* to = target, start = name)
        {
            return Result(symlinkat(to, Number(directory), start));
        }
    }

    public static int MakeNode(SafeFileHandle directory, byte[] name, uint mode)
    {
        fixed (byte* start = name)
        {
            return Result(mknodat(Number(directory), start, mode, 0));
        }
    }

    public static int Rename(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName)
    {
        fixed (byte* start = name, end = newName)
        {
            return Result(renameat(Number(from), start, Number(to), end));
        }
    }

    /// <summary>Sets the permission bits of what a name leads to, links followed.</summary>
    public static int ChangeMode(SafeFileHandle? directory, byte[] name, uint mode)
    {
        fixed (byte* start = name)
        {
            return Result(fchmodat(Number(directory), start, mode, 0));
        }
    }

    public static int ChangeOwner(SafeFileHandle directory, byte[] name, uint user, uint group)
    {
        fixed (byte* start = name)
        {
            return Result(fchownat(Number(directory), start, user, group, NoFollow));
        }
    }

    /// <summary>Sets both times of a file to that of its last change.</summary>
    public static int SetTime(SafeFileHandle directory, byte[] name, (long Seconds, uint Nanoseconds) time)
    {
        var times = stackalloc long[4] { time.Seconds, time.Nanoseconds, time.Seconds, time.Nanoseconds };
        fixed (byte* start = name)
        {
            return Result(utimensat(Number(directory), start, times, NoFollow));
        }
    }

    /// <summary>Whether this thread's user may execute an open file, which a mount may forbid too.</summary>
    public static bool CanExecute(SafeFileHandle file)
    {
        byte empty = 0;
        var numbers = stackalloc byte[StatfsSize];
        if (fstatfs(Number(file), numbers) == 0 && (*(long*)(numbers + StatfsFlags) & NoExecute) != 0)
        {
            return false;
        }

        var allowed = Libc.syscall(AccessAt2, Number(file), (nint)(&empty), Executable, EffectiveUser | EmptyPath, 0) == 0;
        return allowed || (Marshal.GetLastPInvokeError() == Libc.ENOSYS && (Status(file).Mode & AnyExecute) != 0);
    }

    private static int Number(SafeFileHandle? directory) => directory is null ? CurrentDirectory : (int)directory.DangerousGetHandle();

    private static int Result(int value) => value == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int openat(int directory, byte* name, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int directory, byte* name, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint readlinkat(int directory, byte* name, byte* buffer, nint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlinkat(int directory, byte* name, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mkdirat(int directory, byte* name, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int symlinkat(byte* target, int directory, byte* name);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mknodat(int directory, byte* name, uint mode, ulong device);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int renameat(int from, byte* name, int to, byte* newName);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchmodat(int directory, byte* name, uint mode, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fchownat(int directory, byte* name, uint user, uint group, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int utimensat(int directory, byte* name, long* times, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fstatfs(int file, byte* numbers);
}
