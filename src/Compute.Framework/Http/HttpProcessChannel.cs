using System.Runtime.CompilerServices;

namespace Compute.Framework.Http;

/// <summary>Base class of channels whose frames arrive in the body of one HTTP response, such as
/// server-sent events or lines of JSON.</summary>
/// <remarks>The channel owns the response. Reading and disposal can overlap: disposal first cancels a read that is in progress, waits for
/// its end, and only then disposes the response, so that a pooled connection is either returned in a clean state or closed. A body that
/// ends before the process causes a <see cref="SandboxUnavailableException"/>, and is never reported as an exit.</remarks>
/// <param name="response">The response, whose headers have been read: send the request with
/// <see cref="HttpCompletionOption.ResponseHeadersRead"/>, as <see cref="ComputeHttp.SendComputeAsync"/> does.</param>
public abstract class HttpProcessChannel(HttpResponseMessage response) : ProcessChannel
{
    private readonly CancellationTokenSource _disposing = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _isRead;
    private int _isDisposed;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The frames are read a second time.</exception>
    /// <exception cref="SandboxUnavailableException">The connection was lost, or the body ended before the process.</exception>
    /// <exception cref="ObjectDisposedException">The channel was disposed in the meantime.</exception>
    public sealed override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("The frames of a channel are read once.");
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        var stream = new GatedStream(response, _gate);
        var frames = ReadFramesAsync(stream, reading.Token).GetAsyncEnumerator(reading.Token);
        await using (frames.ConfigureAwait(false))
        {
            while (await NextAsync(frames, cancellationToken).ConfigureAwait(false))
            {
                yield return frames.Current;
                if (frames.Current.Kind is not (ProcessFrameKind.StandardOutput or ProcessFrameKind.StandardError))
                {
                    yield break;
                }
            }
        }

        throw new SandboxUnavailableException(
            "The connection was lost: the response ended before the process did.") { IsOutcomeUnknown = true };
    }

    /// <summary>Reads frames from the response's body. The last frame is the end of the process; data after it is not read.</summary>
    /// <remarks>Return when the body ends; the base class treats an end without an end frame as a lost connection.</remarks>
    /// <param name="stream">The body. Its errors are already converted to the framework's errors.</param>
    /// <param name="cancellationToken">Canceled when the reading must stop, also because the channel is disposed.</param>
    protected abstract IAsyncEnumerable<ProcessFrame> ReadFramesAsync(Stream stream, CancellationToken cancellationToken);

    /// <summary>Ends a read that is in progress, then disposes the response. The process is not affected.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            response.Dispose();
        }
        finally
        {
            _gate.Release();
        }

        _disposing.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ProcessFrame> frames, CancellationToken cancellationToken)
    {
        try
        {
            return await frames.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Volatile.Read(ref _isDisposed) != 0 && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(GetType().Name);
        }
    }

    /// <summary>The body, of which no read is in progress while the gate is held.</summary>
    private sealed class GatedStream(HttpResponseMessage response, SemaphoreSlim gate) : Streams.ForwardReadStream
    {
        private ResponseStream? _body;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Disposing fires the token before it takes the gate.
                cancellationToken.ThrowIfCancellationRequested();
                _body ??= new ResponseStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response);
                return await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }
    }
}
