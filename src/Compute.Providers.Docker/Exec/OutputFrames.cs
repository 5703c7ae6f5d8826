using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Compute.Providers.Docker.Exec;

/// <summary>Splits a hijacked stream into its two outputs: eight bytes of head (stream, three zeros, length), then the bytes.</summary>
/// <param name="stream">The stream.</param>
/// <param name="isRaw">Whether there are no heads: a terminal has one output.</param>
/// <param name="mayReset">Whether the engine may end with a reset, as it does when input was left unread.</param>
/// <param name="keepsFrames">Whether what is read is never of more than one frame.</param>
internal sealed class OutputFrames(Stream stream, bool isRaw, Func<bool> mayReset, bool keepsFrames = false)
{
    private const int HeadBytes = 8;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private uint _left;
    private StandardStream _of;

    /// <summary>Whether the piece that was read last ends its frame.</summary>
    public bool IsAtEnd => _left == 0;

    /// <summary>The next piece, or null at the end. Its memory is valid until the next call.</summary>
    /// <exception cref="SandboxUnavailableException">The stream breaks off within a frame.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(StandardStream Of, ReadOnlyMemory<byte> Data)?> ReadAsync(CancellationToken cancellationToken)
    {
        while (_left == 0)
        {
            if (isRaw)
            {
                _left = uint.MaxValue;
            }
            else if (!await FillAsync(HeadBytes, cancellationToken).ConfigureAwait(false))
            {
                return _start == _end ? null : throw BrokenOff();
            }
            else
            {
                TakeHead();
            }
        }

        if (!await FillAsync(1, cancellationToken).ConfigureAwait(false))
        {
            return isRaw ? null : throw BrokenOff();
        }

        var (of, begin, length) = (_of, _start, TakeBody(_start));

        // Podman's frames are of 8 KiB at most: what came together of the output goes on together. Errors stay as they are said.
        while (of == StandardStream.StandardOutput
            && !isRaw
            && !keepsFrames
            && _left == 0
            && _end - _start > HeadBytes
            && _buffer[_start] <= 1)
        {
            TakeHead();
            length += TakeBody(begin + length);
        }

        return (of, _buffer.AsMemory(begin, length));
    }

    private void TakeHead()
    {
        (_of, _left) = ReadHead();
        _start += HeadBytes;
    }

    /// <summary>Takes what is there of a frame's bytes to a place in the buffer.</summary>
    private int TakeBody(int to)
    {
        var count = (int)Math.Min(_left, (uint)(_end - _start));
        _buffer.AsSpan(_start, count).CopyTo(_buffer.AsSpan(to));
        _start += count;
        _left -= (uint)count;
        return count;
    }

    private (StandardStream Of, uint Length) ReadHead() => _buffer[_start] switch
    {
        0 or 1 => (StandardStream.StandardOutput, BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + 4))),
        2 => (StandardStream.StandardError, BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + 4))),
        var other => throw new ProviderFaultException($"The engine sent a frame of stream {other}, which is none."),
    };

    private static SandboxUnavailableException BrokenOff() => new("The connection was lost: the engine's stream broke off within a frame.");

    /// <summary>Reads until there are so many bytes; false when the stream ends before.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start >= count)
        {
            return true;
        }

        // No more than the begin of a head.
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        try
        {
            int read;
            do
            {
                read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
                _end += read;
            }
            while (read > 0 && _end < count);
        }
        catch (IOException error) when (!cancellationToken.IsCancellationRequested)
        {
            return mayReset() && error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset }
                ? false
                : throw new SandboxUnavailableException($"The connection was lost: {error.Message}", error) { IsOutcomeUnknown = true };
        }

        return _end >= count;
    }
}
