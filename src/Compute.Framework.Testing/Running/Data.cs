using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>Bytes to send, and how to recognise them.</summary>
internal static class Data
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>Bytes of every value in no pattern that a text conversion keeps; the same for the same seed.</summary>
    public static byte[] Bytes(int count, uint seed = 1)
    {
        var bytes = new byte[count];
        var state = seed * 2654435761u + 1;
        for (var i = 0; i < count; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            bytes[i] = (byte)state;
        }

        return bytes;
    }

    /// <summary>The POSIX checksum as <c>cksum</c> prints it: sum and length.</summary>
    public static string Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (var value in bytes)
        {
            sum = (sum << 8) ^ Table[(sum >> 24) ^ value];
        }

        for (var length = (uint)bytes.Length; length != 0; length >>= 8)
        {
            sum = (sum << 8) ^ Table[(sum >> 24) ^ (length & 0xff)];
        }

        return string.Create(CultureInfo.InvariantCulture, $"{~sum} {bytes.Length}");
    }

    private static uint[] BuildTable()
    {
        const uint Polynomial = 0x04c11db7;
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 0x80000000) != 0 ? (value << 1) ^ Polynomial : value << 1;
            }

            table[i] = value;
        }

        return table;
    }
}
