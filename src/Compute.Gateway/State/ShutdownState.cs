namespace Compute.Gateway.State;

/// <summary>The end of a gateway process: first nothing new begins and who only waits is told to connect elsewhere, then, after a while,
/// the rest is cut.</summary>
internal sealed class ShutdownState : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _begun = new();
    private readonly CancellationTokenSource _over = new();
    private int _working;

    public bool HasBegun => _begun.IsCancellationRequested;

    /// <summary>Canceled when the end begins.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>Canceled when the time for what runs is over.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>A request, until it is disposed.</summary>
    public IDisposable Serve(bool isWork) => new Serving(this, isWork);

    /// <exception cref="SandboxUnavailableException">The gateway ends, and begins nothing.</exception>
    public void RequireOpen()
    {
        if (HasBegun)
        {
            throw new SandboxUnavailableException("The gateway is shutting down, and begins nothing new: connect again.")
            {
                RetryAfter = RetryAfter,
            };
        }
    }

    /// <summary>What to tell a caller whose stream was canceled by the end of the gateway; other exceptions are as they are.</summary>
    public Exception Explain(Exception exception) => exception is OperationCanceledException && HasBegun
        ? new SandboxUnavailableException("The gateway is shutting down: connect again.", exception)
        {
            RetryAfter = RetryAfter,
            IsOutcomeUnknown = true,
        }
        : exception;

    public async Task DrainAsync(Func<int> running, TimeSpan grace, TimeProvider time)
    {
        await _begun.CancelAsync().ConfigureAwait(false);
        var began = time.GetTimestamp();
        while (running() + Volatile.Read(ref _working) > 0 && time.GetElapsedTime(began) < grace)
        {
            await Task.Delay(Pause, time).ConfigureAwait(false);
        }

        await _over.CancelAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _begun.Dispose();
        _over.Dispose();
    }

    private sealed class Serving : IDisposable
    {
        private readonly ShutdownState _state;
        private readonly int _work;

        public Serving(ShutdownState state, bool isWork)
        {
            (_state, _work) = (state, isWork ? 1 : 0);
            Interlocked.Add(ref state._working, _work);
            GatewayTelemetry.Requests.Add(1);
        }

        public void Dispose()
        {
            Interlocked.Add(ref _state._working, -_work);
            GatewayTelemetry.Requests.Add(-1);
        }
    }
}
