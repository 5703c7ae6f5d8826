using System.Globalization;
using System.Text;

namespace Compute.Providers.Docker.Observing;

/// <summary>Puts the lines of one stream of a log together.</summary>
/// <remarks>
/// Each of the engine's messages begins with its time and a space. A long line comes as several messages, of which only the last
/// one ends with an end of line. So does a line that was never ended, be it by the program or by its death.
/// </remarks>
/// <param name="stream">The stream.</param>
/// <param name="pieceBytes">How long the pieces of a long line are; null where they may have any length.</param>
internal sealed class LogLines(StandardStream stream, int? pieceBytes)
{
    private const int MaxLineBytes = 16 * 1024 * 1024;

    private readonly List<byte> _message = [];
    private readonly List<byte> _line = [];
    private DateTimeOffset? _time;
    private bool _isOpen;

    /// <summary>Takes a part of a message.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="isLast">Whether the message ends with them.</param>
    /// <returns>The lines that are whole now.</returns>
    public IEnumerable<LogEntry> Add(ReadOnlySpan<byte> data, bool isLast)
    {
        _message.AddRange(data);
        if (!isLast && _message.Count < MaxLineBytes)
        {
            return [];
        }

        List<LogEntry> entries = [];
        byte[] message = [.. _message];
        _message.Clear();
        var rest = message.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var piece = end < 0 ? rest : rest[..end];
            rest = rest[(end < 0 ? rest.Length : end + 1)..];
            Take(piece, end >= 0, entries);
        }

        return entries;
    }

    /// <summary>What has come of a line that was never ended.</summary>
    public IEnumerable<LogEntry> End() => _isOpen ? [Close()] : [];

    private void Take(ReadOnlySpan<byte> piece, bool isEnded, List<LogEntry> entries)
    {
        var space = piece.IndexOf((byte)' ');
        DateTimeOffset? time = null;
        if (space > 0 && DateTimeOffset.TryParse(Encoding.ASCII.GetString(piece[..space]), CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal, out var told))
        {
            time = told;
            piece = piece[(space + 1)..];
        }

        if (!_isOpen)
        {
            _time = time;
        }

        _line.AddRange(piece);
        _isOpen = true;
        if (isEnded || piece.Length < pieceBytes || _line.Count > MaxLineBytes)
        {
            entries.Add(Close());
        }
    }

    private LogEntry Close()
    {
        var entry = new LogEntry { Stream = stream, Timestamp = _time, Data = (byte[])[.. _line] };
        _line.Clear();
        _isOpen = false;
        return entry;
    }
}
