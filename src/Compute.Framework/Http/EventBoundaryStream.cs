namespace Compute.Framework.Http;

/// <summary>Passes a stream of server-sent events on, maps its errors, and knows whether an event is still open. Leaves the stream open.</summary>
internal sealed class EventBoundaryStream(Stream inner) : Stream
{
    private bool _hasField;
    private bool _isLineEmpty = true;
    private bool _isComment;
    private bool _afterReturn;

    /// <summary>Whether something was read that no blank line has ended.</summary>
    public bool IsWithinEvent => _hasField || (!_isLineEmpty && !_isComment);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await NdjsonReader.ReadAsync(inner, buffer, cancellationToken).ConfigureAwait(false);
        Watch(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
