using System.Runtime.ExceptionServices;
using Compute.Framework.Runtime;

namespace Compute.Framework.Streams;

/// <summary>A caller's stream on its way to a process or an author's method.</summary>
/// <remarks>
/// It remembers what the caller's own code threw, so that this is not taken for a fault of the one who reads. And a reader never
/// waits for it longer than its token says: the stream is read into a buffer of this object's own, so that a read that goes on
/// regardless can be left behind; the next reader gets what it brings.
/// </remarks>
internal sealed class SourceStream(Stream source) : Stream
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>How long a read that was cancelled may take to end before it is left behind.</summary>
    private static readonly TimeSpan CancellationTime = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _failed = new();
    private readonly bool _isInMemory = source.GetType() == typeof(MemoryStream);
    private byte[] _buffer = [];
    private ReadOnlyMemory<byte> _rest;
    private Task<int>? _pending;
    private ExceptionDispatchInfo? _failure;

    /// <summary>What the caller's stream threw, or null.</summary>
    public ExceptionDispatchInfo? Failure => Volatile.Read(ref _failure);

    /// <summary>Fires when the caller's stream throws.</summary>
    public CancellationToken Failed => _failed.Token;

    public override bool CanRead => source.CanRead;

    public override bool CanSeek => source.CanSeek;

    public override bool CanWrite => false;

    public override long Length => Call(static stream => stream.Length);

    public override long Position
    {
        get => Call(static stream => stream.Position) - _rest.Length;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <exception cref="CallerFault">The caller's stream threw.</exception>
    public void ThrowIfFailed()
    {
        if (Failure is { } failure)
        {
            throw new CallerFault(failure);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_isInMemory)
        {
            return Read(buffer.Span);
        }

        if (_rest.IsEmpty)
        {
            var count = await ReadSourceAsync(cancellationToken).ConfigureAwait(false);
            _rest = _buffer.AsMemory(0, count);
        }

        return TakeRest(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (_pending is { } pending)
        {
            _pending = null;
            _rest = _buffer.AsMemory(0, pending.GetAwaiter().GetResult());
        }

        if (!_rest.IsEmpty)
        {
            return TakeRest(buffer);
        }

        try
        {
            return source.Read(buffer);
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin)
    {
        // Relative to what was handed out, not to what was read ahead.
        var ahead = origin == SeekOrigin.Current ? _rest.Length : 0;
        _rest = default;
        return Call(stream => stream.Seek(offset - ahead, origin));
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int TakeRest(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    private async ValueTask<int> ReadSourceAsync(CancellationToken cancellationToken)
    {
        var pending = _pending is { IsCanceled: false, IsFaulted: false } going ? going : StartRead(cancellationToken);
        _pending = pending;
        try
        {
            var count = await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
            _pending = null;
            return count;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await pending.EndsWithinAsync(CancellationTime).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>On the thread pool: a stream may block in a method that is called asynchronous.</summary>
    private Task<int> StartRead(CancellationToken cancellationToken)
    {
        if (_buffer.Length == 0)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        }

        return Task.Run(
            async () =>
            {
                try
                {
                    return await source.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    Fail(exception);
                    throw;
                }
            },
            CancellationToken.None);
    }

    private T Call<T>(Func<Stream, T> call)
    {
        try
        {
            return call(source);
        }
        catch (Exception exception) when (exception is not NotSupportedException)
        {
            Fail(exception);
            throw;
        }
    }

    private void Fail(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null) is null)
        {
            _failed.Cancel();
        }
    }
}
