using System.Buffers;
using System.IO.Pipelines;
using Compute.Framework.Runtime;
using Compute.Framework.Streams;

namespace Compute.Framework;

/// <summary>The new content of a file, written piece by piece. It becomes the file when the stream is completed or disposed.</summary>
/// <remarks>
/// <para><see cref="CompleteAsync"/> puts the file in place and reports what went wrong; disposing does the same where it was not called.
/// <see cref="Abandon"/>, and a write that fails or is cancelled, leave the old file as it was and no part of a new one.</para>
/// <para>An exception between opening and disposing is not seen by the stream: with a <c>using</c> statement alone, what was written so far
/// becomes the file. Call <see cref="Abandon"/> where such an exception is caught.</para>
/// <para>What is written goes to the provider at once, and writing waits while 1 MiB is under way. What is wrong with the path is
/// reported by a later write or by <see cref="CompleteAsync"/>. Members are not to be called concurrently.</para>
/// </remarks>
public sealed class SandboxWriteStream : Stream
{
    private const int PieceBytes = 64 * 1024;
    private const int MaxPendingBytes = 1024 * 1024;

    /// <summary>How long a write that was abandoned or cancelled may take to end before it is left behind.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(10);

    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: MaxPendingBytes,
        resumeWriterThreshold: MaxPendingBytes / 2,
        minimumSegmentSize: PieceBytes,
        useSynchronizationContext: false));

    private readonly CancellationTokenSource _stop = new();
    private readonly string _path;
    private readonly Content _content;
    private readonly Task _sending;
    private State _state;
    private bool _isDisposed;
    private long _length;

    /// <summary>Begins to write a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it; see <see cref="ISandboxFileSystem.WriteAsync"/>.</param>
    internal SandboxWriteStream(string path, Func<Stream, CancellationToken, Task> write)
    {
        _path = path;
        _content = new Content(_pipe.Reader);
        _sending = Task.Run(() => SendAsync(write));
    }

    private enum State
    {
        Open,
        Completed,
        Abandoned,
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <summary>Whether the stream is open: neither completed, abandoned nor disposed, and no write has failed.</summary>
    public override bool CanWrite => _state == State.Open;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes were written so far; it cannot be set.</summary>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Puts the file in place. Succeeds when that was done before.</summary>
    /// <param name="cancellationToken">Cancels the write; the file's content is undefined then, as for
    /// <see cref="ISandboxFileSystem.WriteAsync"/>.</param>
    /// <exception cref="ObjectDisposedException">The stream was abandoned, or a write has failed.</exception>
    /// <exception cref="SandboxFileException">The file could not be written.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_state == State.Completed)
        {
            return;
        }

        ThrowIfNotOpen();
        if (cancellationToken.IsCancellationRequested)
        {
            Abandon();
            cancellationToken.ThrowIfCancellationRequested();
        }

        _state = State.Completed;
        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        try
        {
            await EndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await _sending.EndsWithinAsync(EndTime).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gives up what was written: the old file stays, and no part of a new one is left. Does nothing where the stream was
    /// completed.</summary>
    public void Abandon()
    {
        if (_state == State.Open)
        {
            _state = State.Abandoned;
            _pipe.Writer.Complete(new IOException("The content was abandoned by its writer."));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The stream was completed, abandoned or disposed, or a write has failed.</exception>
    /// <exception cref="SandboxFileException">The file cannot be written.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfNotOpen();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var rest = buffer; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, PieceBytes)];
                var flushed = await _pipe.Writer.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
                if (flushed.IsCompleted)
                {
                    await EndAsync(cancellationToken).ConfigureAwait(false);
                }

                rest = rest[piece.Length..];
                _length += piece.Length;
            }
        }
        catch
        {
            // How much of it is under way is not known: what follows would be no continuation.
            Abandon();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Blocking.Wait(() => WriteAsync(buffer.AsMemory(offset, count)));
    }

    /// <summary>Does nothing: what is written is under way already, and there is no file before the stream is completed.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc cref="Flush"/>
    /// <param name="cancellationToken">Not used.</param>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Completes the stream, unless it was completed or abandoned, or a write has failed.</summary>
    /// <exception cref="SandboxFileException">The file could not be written.</exception>
    public override async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            if (_state == State.Open)
            {
                await CompleteAsync(CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await _sending.EndsWithinAsync(EndTime).ConfigureAwait(false);
            }
        }
        finally
        {
            if (_sending.IsCompleted)
            {
                _stop.Dispose();
            }

            await base.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The asynchronous disposal comes here too, with nothing left to do.
        if (disposing && !_isDisposed)
        {
            Blocking.Wait(DisposeAsync);
        }

        base.Dispose(disposing);
    }

    private async Task SendAsync(Func<Stream, CancellationToken, Task> write)
    {
        try
        {
            await write(_content, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            // Whoever waits to write more is woken.
            await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the provider, which may have ended too soon.</summary>
    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_content.HasEnded)
        {
            throw new SandboxFileException(
                _path, "The provider stopped reading before the end of the content; what it wrote is not the whole file.");
        }
    }

    private void ThrowIfNotOpen() => ObjectDisposedException.ThrowIf(_state != State.Open, this);

    /// <summary>The other end of the pipe, which the provider reads.</summary>
    private sealed class Content(PipeReader reader) : ForwardReadStream
    {
        private volatile bool _hasEnded;

        /// <summary>Whether the end was read.</summary>
        public bool HasEnded => _hasEnded;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_hasEnded || buffer.IsEmpty)
            {
                return 0;
            }

            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var count = (int)Math.Min(read.Buffer.Length, buffer.Length);
            read.Buffer.Slice(0, count).CopyTo(buffer.Span);
            reader.AdvanceTo(read.Buffer.GetPosition(count));
            _hasEnded = count == 0 && read.IsCompleted;
            return count;
        }
    }
}
