using Compute.Framework.Streams;

namespace Compute.Framework.Emulation;

/// <summary>Bytes that were read already and then the rest of the stream that they came from, which is left open; counts what is
/// read.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> first, Stream rest) : ForwardReadStream
{
    private ReadOnlyMemory<byte> _first = first;

    public long BytesRead { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = TakeFirst(buffer.Span);
        if (count == 0)
        {
            count = await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        BytesRead += count;
        return count;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = TakeFirst(buffer);
        if (count == 0)
        {
            count = rest.Read(buffer);
        }

        BytesRead += count;
        return count;
    }

    private int TakeFirst(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _first.Length);
        _first.Span[..count].CopyTo(buffer);
        _first = _first[count..];
        return count;
    }
}
