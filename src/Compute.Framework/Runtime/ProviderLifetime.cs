namespace Compute.Framework.Runtime;

/// <summary>Whether a provider object was disposed, and the creations that are under way.</summary>
internal sealed class ProviderLifetime(string providerName)
{
    /// <summary>How long a creation may take to end once the provider is disposed, and again once it is cancelled.</summary>
    private static readonly TimeSpan CreationLimit = TimeSpan.FromSeconds(45);

    private readonly Lock _gate = new();
    private readonly HashSet<PendingCreation> _pending = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasEnded;

    public string ProviderName => providerName;

    /// <summary>Whether disposal has begun: no operation begins any more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Completes when disposal is over.</summary>
    public Task Ended => _ended.Task;

    public CallerFault Disposed() => CallerFault.Disposed($"provider '{providerName}'");

    /// <exception cref="CallerFault">The provider was disposed.</exception>
    public void ThrowIfEnded()
    {
        if (_hasEnded)
        {
            throw Disposed();
        }
    }

    /// <summary>Whether an author's exception only says that the provider was disposed while the call was under way.</summary>
    public bool Explains(Exception exception, CancellationToken cancellationToken) =>
        _hasEnded && (exception is ObjectDisposedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested));

    /// <summary>Begins a creation, which the provider's disposal waits for. Dispose what this returns when nothing is left to do.</summary>
    /// <exception cref="CallerFault">The provider was disposed.</exception>
    public PendingCreation BeginCreation(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            var creation = new PendingCreation(this, cancellationToken);
            _pending.Add(creation);
            return creation;
        }
    }

    /// <summary>Begins the disposal; false when it has begun before.</summary>
    public bool TryEnd()
    {
        lock (_gate)
        {
            return !_hasEnded && (_hasEnded = true);
        }
    }

    /// <summary>Waits, with a bound, for the creations under way, each of which removes what it made.</summary>
    /// <param name="cancelAtOnce">Whether a creation that is cancelled leaves nothing.</param>
    /// <returns>Whether all of them have ended.</returns>
    public async Task<bool> EndCreationsAsync(bool cancelAtOnce)
    {
        PendingCreation[] pending;
        lock (_gate)
        {
            pending = [.. _pending];
        }

        var ends = Task.WhenAll(pending.Select(creation => creation.Ended));
        if (!cancelAtOnce)
        {
            await ends.EndsWithinAsync(CreationLimit).ConfigureAwait(false);
        }

        foreach (var creation in pending)
        {
            creation.Cancel();
        }

        await ends.EndsWithinAsync(CreationLimit).ConfigureAwait(false);
        return ends.IsCompleted;
    }

    public void CompleteEnd() => _ended.TrySetResult();

    /// <summary>A creation under way, and its token.</summary>
    internal sealed class PendingCreation(ProviderLifetime lifetime, CancellationToken cancellationToken) : IDisposable
    {
        private readonly CancellationTokenSource _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Token => _either.Token;

        public Task Ended => _done.Task;

        /// <exception cref="CallerFault">The provider was disposed, and the caller did not cancel.</exception>
        public void ThrowIfOrphaned()
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                lifetime.ThrowIfEnded();
            }
        }

        public void Cancel()
        {
            lock (lifetime._gate)
            {
                if (!_done.Task.IsCompleted)
                {
                    _ = _either.CancelAsync();
                }
            }
        }

        public void Dispose()
        {
            lock (lifetime._gate)
            {
                lifetime._pending.Remove(this);
                _done.TrySetResult();
            }

            _either.Dispose();
        }
    }
}
