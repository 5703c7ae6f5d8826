using System.Buffers;
using System.Text;

namespace Compute.Framework;

/// <summary>Turns the bytes of both output streams into lines; a character that is split between two chunks stays whole.</summary>
/// <remarks>A line longer than <see cref="MaxLineBytes"/> is handed out in pieces, so that endless output without an end of
/// line cannot fill the memory.</remarks>
internal sealed class Utf8LineDecoder
{
    /// <summary>How many bytes of one line are held back at most: 16 MiB.</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    private readonly int _maxLineBytes;
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _error = new();

    public Utf8LineDecoder()
        : this(MaxLineBytes)
    {
    }

    internal Utf8LineDecoder(int maxLineBytes) => _maxLineBytes = maxLineBytes;

    /// <summary>Takes bytes and returns the lines that they complete, without <c>\n</c> or <c>\r\n</c>.</summary>
    public IReadOnlyList<OutputLine> Decode(StandardStream stream, ReadOnlySpan<byte> data)
    {
        var pending = Pending(stream);
        var lines = new List<OutputLine>();
        while (data.IndexOf((byte)'\n') is >= 0 and var end)
        {
            pending.Write(data[..end]);
            data = data[(end + 1)..];
            lines.Add(Take(stream, pending, withoutReturn: true));
        }

        pending.Write(data);
        while (pending.WrittenCount > _maxLineBytes)
        {
            lines.Add(TakePiece(stream, pending));
        }

        return lines;
    }

    /// <summary>Returns what is left at the end of the output: last lines without an end.</summary>
    public IReadOnlyList<OutputLine> Complete()
    {
        var lines = new List<OutputLine>();
        foreach (var stream in (ReadOnlySpan<StandardStream>)[StandardStream.StandardOutput, StandardStream.StandardError])
        {
            if (Pending(stream) is { WrittenCount: > 0 } pending)
            {
                lines.Add(Take(stream, pending, withoutReturn: false));
            }
        }

        return lines;
    }

    private ArrayBufferWriter<byte> Pending(StandardStream stream) => stream == StandardStream.StandardOutput ? _output : _error;

    private static OutputLine Take(StandardStream stream, ArrayBufferWriter<byte> pending, bool withoutReturn)
    {
        var line = pending.WrittenSpan;
        if (withoutReturn && line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        var text = Encoding.UTF8.GetString(line);
        pending.ResetWrittenCount();
        return new OutputLine(stream, text);
    }

    private OutputLine TakePiece(StandardStream stream, ArrayBufferWriter<byte> pending)
    {
        // A character has at most three continuation bytes (10xxxxxx); what has more is not UTF-8 and may be cut anywhere.
        var length = _maxLineBytes;
        for (var i = 0; i < 3 && length > 1 && (pending.WrittenSpan[length] & 0xC0) == 0x80; i++)
        {
            length--;
        }

        var piece = new OutputLine(stream, Encoding.UTF8.GetString(pending.WrittenSpan[..length]));
        var rest = pending.WrittenSpan[length..].ToArray();
        pending.ResetWrittenCount();
        pending.Write(rest);
        return piece;
    }
}
