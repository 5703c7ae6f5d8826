using Compute.Framework.Streams;

namespace Compute.Framework.Testing;

/// <summary>A stream that cannot seek, does not know its length, and gives its bytes in small pieces.</summary>
internal sealed class OneWayStream(ReadOnlyMemory<byte> bytes) : ForwardReadStream
{
    private const int Piece = 7_001;

    private int _position;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, Piece), bytes.Length - _position);
        bytes.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));
}
