using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Compute.Framework;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Isolation;

/// <summary>What a program's file says of how it is loaded.</summary>
/// <param name="Loader">The program that loads it; null where it needs none.</param>
internal sealed record ElfProgram(string? Loader)
{
    private const int HeaderSize32 = 52;
    private const int HeaderSize64 = 64;
    private const int MaxHeaders = 256;
    private const int MaxPath = 4096;
    private const uint InterpreterHeader = 3;
    private const ushort X86 = 3;
    private const ushort Arm = 40;
    private const ushort X64 = 62;
    private const ushort Arm64 = 183;
    private const string OtherFormats = "/proc/sys/fs/binfmt_misc";

    /// <summary>Reads the headers; null when the file is no program that this machine's kind of processor could have.</summary>
    public static ElfProgram? Read(SafeFileHandle file)
    {
        Span<byte> header = stackalloc byte[HeaderSize64];
        var length = RandomAccess.Read(file, header, 0);
        if (length < HeaderSize32
            || !header.StartsWith("\u007FELF"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(header[16..]) is not (2 or 3))
        {
            return null;
        }

        // The kernel goes by the kind of processor, not by the fields that say how wide numbers are, and in which order.
        var machine = BinaryPrimitives.ReadUInt16LittleEndian(header[18..]);
        var isWide = machine is X64 or Arm64 || (machine is not (X86 or Arm) && header[4] == 2);
        if ((isWide && length < HeaderSize64) || !CanRun(machine))
        {
            return null;
        }

        var offset = isWide ? BinaryPrimitives.ReadInt64LittleEndian(header[32..]) : BinaryPrimitives.ReadUInt32LittleEndian(header[28..]);
        var sizes = isWide ? header[54..] : header[42..];
        return Read(
            file, isWide, offset, BinaryPrimitives.ReadUInt16LittleEndian(sizes), BinaryPrimitives.ReadUInt16LittleEndian(sizes[2..]));
    }

    /// <summary>The system reads nothing where an end has no number.</summary>
    private static bool IsInside(SafeFileHandle file, long offset, long length) => offset <= RandomAccess.GetLength(file) - length;

    /// <summary>Whether the kernel may run programs for a kind of processor: its own, or any where emulators are registered.</summary>
    private static bool CanRun(ushort machine) => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => machine is X64 or X86,
        Architecture.Arm64 => machine is Arm64 or Arm,
        _ => true,
    } || HasOtherFormats();

    private static bool HasOtherFormats()
    {
        try
        {
            return Directory.EnumerateFiles(OtherFormats).Any(file => Path.GetFileName(file) is not ("register" or "status"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ElfProgram? Read(SafeFileHandle file, bool isWide, long offset, int size, int count)
    {
        var expected = isWide ? 56 : 32;
        if (offset <= 0 || size != expected || count is < 1 or > MaxHeaders)
        {
            return null;
        }

        var headers = new byte[size * count];
        if (!IsInside(file, offset, headers.Length) || RandomAccess.Read(file, headers, offset) < headers.Length)
        {
            return null;
        }

        for (var index = 0; index < count; index++)
        {
            var header = headers.AsSpan(index * size, size);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) == InterpreterHeader)
            {
                return isWide
                    ? Loaded(
                        file, BinaryPrimitives.ReadInt64LittleEndian(header[8..]), BinaryPrimitives.ReadInt64LittleEndian(header[32..]))
                    : Loaded(
                        file, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
            }
        }

        return new ElfProgram(Loader: null);
    }

    private static ElfProgram? Loaded(SafeFileHandle file, long offset, long length)
    {
        if (offset < 0 || length is < 2 or > MaxPath || !IsInside(file, offset, length))
        {
            return null;
        }

        var path = new byte[length];
        return RandomAccess.Read(file, path, offset) == length && path[^1] == 0
            ? new ElfProgram(SandboxFileNames.GetString(path.AsSpan(0, path.AsSpan().IndexOf((byte)0))))
            : null;
    }
}
