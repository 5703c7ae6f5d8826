using System.Buffers.Binary;

namespace Compute.Tests.Shared;

/// <summary>Copies of a program of this machine that the kernel refuses to execute.</summary>
internal static class DamagedElf
{
    private const uint Interpreter = 3;

    /// <summary>Names and bytes. The program has 64-bit headers in little-endian order, and an interpreter.</summary>
    public static Dictionary<string, byte[]> Of(byte[] program)
    {
        var table = (int)BinaryPrimitives.ReadInt64LittleEndian(program.AsSpan(32));
        var header = table;
        while (BinaryPrimitives.ReadUInt32LittleEndian(program.AsSpan(header)) != Interpreter)
        {
            header += 56;
        }

        var path = (int)BinaryPrimitives.ReadInt64LittleEndian(program.AsSpan(header + 8));
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(program.AsSpan(header + 32));
        Dictionary<string, byte[]> damaged = new()
        {
            ["type"] = With(16, 1),
            ["headers-beyond"] = With(32, 0, 0, 0, 0, 0, 0, 0, 0x10),
            ["headers-at-the-end-of-numbers"] = With(32, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F),
            ["headers-negative"] = With(32, 5, 0, 0, 0, 0, 0, 0, 0x80),
            ["headers-none"] = With(56, 0, 0),
            ["interpreter-beyond"] = With(header + 8, 0, 0, 0, 0, 0, 1, 0, 0),
            ["interpreter-at-the-end-of-numbers"] = With(header + 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F),
            ["interpreter-negative"] = With(header + 8, 0, 0, 0, 0, 0, 0, 0, 0x80),
            ["interpreter-huge"] = With(header + 32, 0, 0, 0, 0, 0, 0, 0, 0x40),
            ["interpreter-without-end"] = With(path + length - 1, (byte)'x'),
        };
        foreach (var count in (int[])[4, 5, 20, 52, 63, 64, 100])
        {
            damaged[$"cut-{count}"] = program[..count];
        }

        return damaged;

        byte[] With(int offset, params byte[] bytes)
        {
            var copy = program.ToArray();
            bytes.CopyTo(copy, offset);
            return copy;
        }
    }
}
