using System.Buffers.Binary;
using Compute.Framework;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Isolation;

/// <summary>What a program's file says of how it is loaded.</summary>
/// <param name="Loader">The program that loads it; null where it needs none.</param>
internal sealed record ElfProgram(string? Loader)
{
    private const int HeaderSize32 = 52;
    private const int HeaderSize64 = 64;
    private const int LittleEndian = 1;
    private const int MaxHeaders = 256;
    private const int MaxPath = 4096;
    private const uint InterpreterHeader = 3;

    /// <summary>Reads the headers; null when the file is no program that this machine's kind of processor could have.</summary>
    public static ElfProgram? Read(SafeFileHandle file)
    {
        Span<byte> header = stackalloc byte[HeaderSize64];
        var length = RandomAccess.Read(file, header, 0);
        if (length < HeaderSize32 || !header.StartsWith("\u007FELF"u8) || header[4] is not (1 or 2) || header[5] != LittleEndian
            || (header[4] == 2 && length < HeaderSize64) || BinaryPrimitives.ReadUInt16LittleEndian(header[16..]) is not (2 or 3))
        {
            return null;
        }

        var isWide = header[4] == 2;
        var offset = isWide ? BinaryPrimitives.ReadInt64LittleEndian(header[32..]) : BinaryPrimitives.ReadUInt32LittleEndian(header[28..]);
        var sizes = isWide ? header[54..] : header[42..];
        return Read(file, isWide, offset, BinaryPrimitives.ReadUInt16LittleEndian(sizes), BinaryPrimitives.ReadUInt16LittleEndian(sizes[2..]));
    }

    private static ElfProgram? Read(SafeFileHandle file, bool isWide, long offset, int size, int count)
    {
        var expected = isWide ? 56 : 32;
        if (offset <= 0 || size != expected || count is < 1 or > MaxHeaders)
        {
            return null;
        }

        var headers = new byte[size * count];
        if (RandomAccess.Read(file, headers, offset) < headers.Length)
        {
            return null;
        }

        for (var index = 0; index < count; index++)
        {
            var header = headers.AsSpan(index * size, size);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) == InterpreterHeader)
            {
                return isWide
                    ? Loaded(file, BinaryPrimitives.ReadInt64LittleEndian(header[8..]), BinaryPrimitives.ReadInt64LittleEndian(header[32..]))
                    : Loaded(file, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
            }
        }

        return new ElfProgram(Loader: null);
    }

    private static ElfProgram? Loaded(SafeFileHandle file, long offset, long length)
    {
        if (offset < 0 || length is < 2 or > MaxPath)
        {
            return null;
        }

        var path = new byte[length];
        return RandomAccess.Read(file, path, offset) == length && path[^1] == 0
            ? new ElfProgram(SandboxFileNames.GetString(path.AsSpan(0, path.AsSpan().IndexOf((byte)0))))
            : null;
    }
}
