using Compute.Framework.Runtime;
using Microsoft.Win32.SafeHandles;

namespace Compute.Framework.Streams;

/// <summary>Copies content to a temporary file as fast as it arrives, and is read from there at the consumer's pace, also while the
/// content is still arriving. For back ends that must not wait for a consumer.</summary>
/// <remarks>The temporary file has the size of the content, has no name, and is deleted when the stream is disposed. An error of the
/// content is thrown after what arrived before it has been read. The content is disposed when all of it has arrived, or when this stream
/// is disposed.</remarks>
public sealed class SpooledStream : ForwardReadStream
{
    private const int BlockBytes = 256 * 1024;

    private readonly Stream _content;
    private readonly SafeFileHandle _file;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly Task _filling;
    private long _filled;
    private long _position;
    private int _users = 2;
    private bool _isDisposed;

    /// <summary>Starts to copy.</summary>
    /// <param name="content">The content, which this stream owns.</param>
    /// <exception cref="IOException">No temporary file can be created.</exception>
    public SpooledStream(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        _content = content;
        _file = SpoolFile.Open();
        _filling = Task.Run(FillAsync);

        // Nobody may read to the end.
        _filling.Abandon();
    }

    /// <inheritdoc/>
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!buffer.IsEmpty)
        {
            // In this order: what came before the end is read before the end is seen.
            var hasEnded = _filling.IsCompleted;
            if (Volatile.Read(ref _filled) - _position is > 0 and var available)
            {
                var count = await RandomAccess.ReadAsync(
                    _file, buffer[..(int)Math.Min(buffer.Length, available)], _position, cancellationToken).ConfigureAwait(false);
                _position += count;
                return count > 0 ? count : throw new IOException("The temporary copy of a file is shorter than it should be.");
            }

            if (hasEnded)
            {
                await _filling.ConfigureAwait(false);
                return 0;
            }

            await Task.WhenAny(_more.WaitAsync(cancellationToken), _filling).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _stop.Cancel();
            Release();
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync()
    {
        var block = new byte[BlockBytes];
        try
        {
            await using var closing = _content.ConfigureAwait(false);
            while (await _content.ReadAsync(block, _stop.Token).ConfigureAwait(false) is > 0 and var count)
            {
                // In this thread: the file system keeps it in memory for now.
                RandomAccess.Write(_file, block.AsSpan(0, count), _filled);
                Volatile.Write(ref _filled, _filled + count);
                _more.Release();
            }
        }
        finally
        {
            Release();
        }
    }

    /// <summary>The file is closed by the last of its two users.</summary>
    private void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _file.Dispose();
        }
    }
}
