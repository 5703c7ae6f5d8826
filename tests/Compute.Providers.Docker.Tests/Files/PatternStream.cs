using Compute.Framework.Streams;

namespace Compute.Providers.Docker.Tests;

/// <summary>So many bytes that repeat only after a long while, made as they are read.</summary>
internal sealed class PatternStream(long length) : ForwardReadStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - _position);
        for (var index = 0; index < count; index++)
        {
            buffer[index] = ByteAt(_position + index);
        }

        _position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    /// <summary>Reads a stream to its end, and tells at which position it first differs from the pattern; null when it does not.</summary>
    public static async Task<long?> FindDifferenceAsync(Stream stream, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        long position = 0;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            for (var index = 0; index < count; index++, position++)
            {
                if (position >= length || buffer[index] != ByteAt(position))
                {
                    return position;
                }
            }
        }

        return position == length ? null : position;
    }

    private static byte ByteAt(long position) => (byte)((position * 131) ^ (position >> 8) ^ (position >> 20));
}
