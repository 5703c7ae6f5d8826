using System.Runtime.CompilerServices;

namespace Compute.Framework.Streams;

/// <summary>A connection that ends with what is at its other side: once that has ended, and nothing has come for a while.</summary>
/// <remarks>What is on its way is still read, however slowly: the time begins with each call.</remarks>
internal sealed class EndingStream(Stream inner, TimeSpan patience, CancellationToken ended) : ForwardReadStream
{
    private ReadLimit? _readLimit;

    public override bool CanWrite => true;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var limit = LimitRead(cancellationToken);
        try
        {
            return await inner.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (Exception) when (HasRunOut(limit, cancellationToken))
        {
            return 0;
        }
    }

    /// <exception cref="IOException">Nobody is there any more.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ending = LimitWhenEnded(limit);
        try
        {
            await inner.WriteAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (HasRunOut(limit, cancellationToken))
        {
            throw new IOException("What was at the other side of the connection has ended.", exception);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _readLimit?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads share their limit as long as the other side is there: there may be one for every few kilobytes.</summary>
    private CancellationTokenSource LimitRead(CancellationToken cancellationToken)
    {
        if (_readLimit is not { } shared || shared.Caller != cancellationToken || ended.IsCancellationRequested)
        {
            _readLimit?.Dispose();
            var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _readLimit = shared = new ReadLimit(source, LimitWhenEnded(source), cancellationToken);
        }

        return shared.Source;
    }

    private CancellationTokenRegistration LimitWhenEnded(CancellationTokenSource limit) =>
        ended.UnsafeRegister(_ => limit.CancelAfter(patience), state: null);

    private static bool HasRunOut(CancellationTokenSource limit, CancellationToken cancellationToken) =>
        limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    private sealed record ReadLimit(
        CancellationTokenSource Source, CancellationTokenRegistration Ending, CancellationToken Caller) : IDisposable
    {
        public void Dispose()
        {
            Ending.Dispose();
            Source.Dispose();
        }
    }
}
