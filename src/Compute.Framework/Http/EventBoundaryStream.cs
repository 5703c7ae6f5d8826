using Compute.Framework.Streams;

namespace Compute.Framework.Http;

/// <summary>Passes a stream of server-sent events on, maps its errors, and knows whether an event is
/// still open. Leaves the stream open.</summary>
internal sealed class EventBoundaryStream(Stream inner) : ForwardReadStream
{
    private bool _hasField;
    private bool _isLineEmpty = true;
    private bool _isComment;
    private bool _afterReturn;

    /// <summary>Whether something was read that no blank line has ended.</summary>
    public bool IsWithinEvent => _hasField || (!_isLineEmpty && !_isComment);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await NdjsonReader.ReadAsync(inner, buffer, cancellationToken).ConfigureAwait(false);
        Watch(buffer.Span[..count]);
        return count;
    }

    private void Watch(ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            if (value == '\n' && _afterReturn)
            {
                _afterReturn = false;
                continue;
            }

            _afterReturn = value == '\r';
            if (value is (byte)'\n' or (byte)'\r')
            {
                // A blank line ends the event; a comment neither begins nor ends one.
                _hasField = !_isLineEmpty && (_hasField || !_isComment);
                _isLineEmpty = true;
                _isComment = false;
            }
            else if (_isLineEmpty)
            {
                _isLineEmpty = false;
                _isComment = value == ':';
            }
        }
    }
}
