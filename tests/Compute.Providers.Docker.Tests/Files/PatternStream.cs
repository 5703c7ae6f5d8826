namespace Compute.Providers.Docker.Tests;

/// <summary>So many bytes that repeat only after a long while, made as they are read.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

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

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
