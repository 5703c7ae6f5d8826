using System.Globalization;
using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>Takes the marks of a session, <c>nonce:kind:value;</c>, out of one of its streams, however the stream is cut into
/// pieces.</summary>
internal sealed class ShellSessionMarks(string nonce)
{
    private readonly byte[] _begin = Encoding.ASCII.GetBytes(nonce + ":");
    private byte[] _held = [];

    /// <summary>What a piece of the stream holds, in order. All of it is to be read before the next piece is given.</summary>
    public IEnumerable<ShellSessionPiece> Split(StandardStream stream, ReadOnlyMemory<byte> data)
    {
        if (_held.Length > 0)
        {
            data = (byte[])[.. _held, .. data.Span];
        }

        while (true)
        {
            var (start, length) = Find(data.Span);
            if (start > 0)
            {
                yield return new ShellSessionPiece(stream, data[..start]);
            }

            if (length == 0)
            {
                _held = data[start..].ToArray();
                yield break;
            }

            yield return Read(stream, data.Span.Slice(start + _begin.Length, length - _begin.Length - 1));
            data = data[(start + length)..];
        }
    }

    /// <summary>Where the first mark begins and how long it is; a length of 0 when it is not whole yet, or there is none.</summary>
    private (int Start, int Length) Find(ReadOnlySpan<byte> data)
    {
        var start = data.IndexOf(_begin);
        if (start >= 0)
        {
            return (start, data[start..].IndexOf((byte)';') + 1);
        }

        var half = Math.Min(data.Length, _begin.Length - 1);
        while (!data.EndsWith(_begin.AsSpan(0, half)))
        {
            half--;
        }

        return (data.Length - half, 0);
    }

    private static ShellSessionPiece Read(StandardStream stream, ReadOnlySpan<byte> mark) =>
        new(stream, default, (char)mark[0], int.Parse(mark[2..], NumberStyles.None, CultureInfo.InvariantCulture));
}

/// <summary>What came of a session: output of its command, or a mark.</summary>
/// <param name="Stream">On which stream.</param>
/// <param name="Data">The output.</param>
/// <param name="Mark">The kind of a mark; <c>\0</c> for output.</param>
/// <param name="Value">The mark's value.</param>
internal readonly record struct ShellSessionPiece(StandardStream Stream, ReadOnlyMemory<byte> Data, char Mark = '\0', int Value = 0);
