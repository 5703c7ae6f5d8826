using System.Buffers;

namespace Compute.Framework.Streams;

/// <summary>A stream that is read once and forwards, as content from a back end is; what it cannot do is refused here.</summary>
/// <remarks>A derived class implements <see cref="ReadAsync(Memory{byte}, CancellationToken)"/>; every other read, also a synchronous one,
/// is made of it. Seeking and writing throw <see cref="NotSupportedException"/>.</remarks>
public abstract class ForwardReadStream : Stream
{
    private const int MaxBlockBytes = 64 * 1024;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <remarks>Blocks until <see cref="ReadAsync(Memory{byte}, CancellationToken)"/> has completed. The thread's synchronization context
    /// and task scheduler take no part in it, so that a thread which runs both cannot wait for itself.</remarks>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length, MaxBlockBytes));
        try
        {
            var count = ReadBlocking(rented.AsMemory(0, Math.Min(buffer.Length, rented.Length)));
            rented.AsSpan(0, count).CopyTo(buffer);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    /// <remarks><inheritdoc cref="Read(Span{byte})" path="/remarks/node()"/></remarks>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return count == 0 ? 0 : ReadBlocking(buffer.AsMemory(offset, count));
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadBlocking(Memory<byte> buffer) => Blocking.Wait(() => ReadAsync(buffer));
}
