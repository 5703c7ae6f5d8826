namespace Compute.Framework.Testing;

/// <summary>Whether what runs in a sandbox may go on: it can be paused, stopped and started again.</summary>
internal sealed class SandboxActivity : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _paused;
    private CancellationTokenSource _session = new();
    private bool _isStopped;
    private int _running;

    public SandboxStatus Status
    {
        get
        {
            lock (_gate)
            {
                return _isStopped ? SandboxStatus.Stopped : _paused is null ? SandboxStatus.Running : SandboxStatus.Paused;
            }
        }
    }

    /// <summary>How many commands run.</summary>
    public int Count => Volatile.Read(ref _running);

    /// <summary>Completed while the sandbox is not paused.</summary>
    public Task Going
    {
        get
        {
            lock (_gate)
            {
                return _paused?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>A command begins. The token fires when the sandbox is stopped.</summary>
    /// <exception cref="SandboxUnavailableException">The sandbox is stopped.</exception>
    public CancellationToken Enter()
    {
        lock (_gate)
        {
            ThrowIfStopped();
            Interlocked.Increment(ref _running);
            return _session.Token;
        }
    }

    /// <summary>A command has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _running);

    /// <returns>Whether this changed anything.</returns>
    public bool Pause()
    {
        lock (_gate)
        {
            ThrowIfStopped();
            var wasGoing = _paused is null;
            _paused ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return wasGoing;
        }
    }

    /// <inheritdoc cref="Pause"/>
    public bool Resume()
    {
        lock (_gate)
        {
            ThrowIfStopped();
            return GoOn();
        }
    }

    /// <inheritdoc cref="Pause"/>
    public bool Stop()
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return false;
            }

            _isStopped = true;
            GoOn();
            _ = _session.CancelAsync();
            return true;
        }
    }

    /// <summary>Starts it again.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                _isStopped = false;
                _session = new CancellationTokenSource();
            }
        }
    }

    /// <summary>The sandbox is gone. What runs is ended by that; nothing waits for the end of a pause any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            GoOn();
        }
    }

    private bool GoOn()
    {
        var wasPaused = _paused is not null;
        _paused?.SetResult();
        _paused = null;
        return wasPaused;
    }

    private void ThrowIfStopped()
    {
        if (_isStopped)
        {
            throw new SandboxUnavailableException("The sandbox is stopped; restart it.");
        }
    }
}
