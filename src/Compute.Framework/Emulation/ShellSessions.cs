namespace Compute.Framework.Emulation;

/// <summary>The shells that stay in one sandbox.</summary>
internal sealed class ShellSessions(ProcessStarter start, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How many there are at most; each is six small processes.</summary>
    private const int MaxResidents = 4;

    /// <summary>How long one waits for another command.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<Resident> _idle = [];
    private int _count;
    private int _generation;
    private bool _hasRun;
    private volatile bool _isOff;

    /// <summary>Begins a command in a shell. Null when it did not begin and never will: it is to be started by itself.</summary>
    public async ValueTask<ProcessChannel?> TryStartAsync(Command command, CancellationToken cancellationToken)
    {
        // A sandbox for a single command needs no shell.
        if (!Interlocked.Exchange(ref _hasRun, true) || _isOff || ShellSessionRequest.Of(command) is not { } request)
        {
            return null;
        }

        var idle = TakeIdle(command.User);
        var resident = idle ?? await StartAsync(command.User, cancellationToken).ConfigureAwait(false);
        if (resident is null)
        {
            return null;
        }

        var hasBegun = false;
        try
        {
            hasBegun = await resident.Session.BeginAsync(request, cancellationToken).ConfigureAwait(false);

            // A new shell that ends at once lacks what it needs, and so would the next one.
            _isOff |= !hasBegun && idle is null && !resident.Session.IsStopped && !resident.Session.HasFailedToStart;
            return hasBegun
                ? new ShellSessionCommand(resident.Session, request, start, canRunAnother => ReleaseAsync(resident, canRunAnother))
                : null;
        }
        finally
        {
            if (!hasBegun)
            {
                await ReleaseAsync(resident, canRunAnother: false).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends all that run no command now, and the others when their command has ended.</summary>
    public async ValueTask EndAllAsync()
    {
        Resident[] ended;
        lock (_gate)
        {
            _generation++;
            ended = [.. _idle];
            _idle.Clear();
            _count -= ended.Length;
        }

        await Task.WhenAll(ended.Select(resident => resident.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        _isOff = true;
        return EndAllAsync();
    }

    private Resident? TakeIdle(string? user)
    {
        lock (_gate)
        {
            var index = _idle.FindLastIndex(resident => resident.User == user);
            if (index < 0)
            {
                return null;
            }

            var resident = _idle[index];
            _idle.RemoveAt(index);
            resident.Timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return resident;
        }
    }

    private async ValueTask<Resident?> StartAsync(string? user, CancellationToken cancellationToken)
    {
        int generation;
        lock (_gate)
        {
            if (_count == MaxResidents)
            {
                return null;
            }

            _count++;
            generation = _generation;
        }

        try
        {
            var channel = await start(ShellSession.Start(user), cancellationToken).ConfigureAwait(false);
            var session = await ShellSession.OpenAsync(channel, cancellationToken).ConfigureAwait(false);
            var timer = time.CreateTimer(EndIdle, session, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return new Resident(session, user, generation, timer);
        }
        catch
        {
            lock (_gate)
            {
                _count--;
            }

            throw;
        }
    }

    private async ValueTask ReleaseAsync(Resident resident, bool canRunAnother)
    {
        lock (_gate)
        {
            if (canRunAnother && !resident.Session.IsStopped && !_isOff && resident.Generation == _generation)
            {
                resident.Timer.Change(IdleTime, Timeout.InfiniteTimeSpan);
                _idle.Add(resident);
                return;
            }

            _count--;
        }

        await resident.DisposeAsync().ConfigureAwait(false);
    }

    private void EndIdle(object? session)
    {
        Resident? resident;
        lock (_gate)
        {
            resident = _idle.Find(resident => resident.Session == session);
            if (resident is null || !_idle.Remove(resident))
            {
                return;
            }

            _count--;
        }

        _ = resident.DisposeAsync().AsTask();
    }

    private sealed record Resident(ShellSession Session, string? User, int Generation, ITimer Timer) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Timer.DisposeAsync().ConfigureAwait(false);
            await Session.DisposeAsync().ConfigureAwait(false);
        }
    }
}
