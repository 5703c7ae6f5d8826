using System.Buffers;

namespace Compute.Framework.Streams;

/// <summary>Puts lines together from bytes that come in pieces.</summary>
/// <remarks>A line of more than 16 MiB is handed out in pieces, so that what never ends a line cannot fill the memory.</remarks>
/// <param name="end">The byte that ends a line.</param>
public sealed class LineCollector(byte end = (byte)'\n')
{
    private const int MaxLineBytes = 16 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _pending = new();

    /// <summary>What has come of a line that is not ended yet. Valid until the next bytes are added.</summary>
    public ReadOnlyMemory<byte> Rest => _pending.WrittenMemory;

    /// <summary>Takes bytes and returns the lines that they end, without the end; each is a copy.</summary>
    /// <param name="data">The bytes.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>> Add(ReadOnlySpan<byte> data)
    {
        List<ReadOnlyMemory<byte>> lines = [];
        while (data.IndexOf(end) is >= 0 and var length)
        {
            _pending.Write(data[..length]);
            data = data[(length + 1)..];
            lines.Add(Take());
        }

        _pending.Write(data);
        if (_pending.WrittenCount > MaxLineBytes)
        {
            lines.Add(Take());
        }

        return lines;
    }

    private byte[] Take()
    {
        var line = _pending.WrittenSpan.ToArray();
        _pending.ResetWrittenCount();
        return line;
    }
}
