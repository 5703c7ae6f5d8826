using Compute.Gateway.E2B.Protos.Files;
using Compute.Gateway.E2B.State;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>A watch whose events are kept until they are asked for.</summary>
internal sealed class PolledWatch : IAsyncDisposable
{
    private const int MaxEvents = 10_000;

    private readonly DirectoryWatch _watch;
    private readonly CancellationTokenSource _ending;
    private readonly List<FilesystemEvent> _events = [];
    private readonly Task _reading;
    private Exception? _error;

    private PolledWatch(DirectoryWatch watch, CancellationTokenSource ending)
    {
        _watch = watch;
        _ending = ending;
        _reading = ReadAsync();
    }

    /// <summary>Begins a watch, which outlives the call.</summary>
    public static async Task<PolledWatch> StartAsync(E2BCall call, WatchRequest request)
    {
        var ending = new CancellationTokenSource();
        try
        {
            return new PolledWatch(await DirectoryWatch.OpenAsync(call, request, ending.Token).ConfigureAwait(false), ending);
        }
        catch
        {
            ending.Dispose();
            throw;
        }
    }

    /// <summary>The events since the last call.</summary>
    public WatcherEvents Take()
    {
        var events = new WatcherEvents();
        lock (_events)
        {
            if (_events.Count == 0 && _error is { } error)
            {
                throw error;
            }

            events.Events.AddRange(_events);
            _events.Clear();
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watch.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _watch.NextAsync().ConfigureAwait(false) is { } events)
            {
                lock (_events)
                {
                    if (_events.Count + events.Count > MaxEvents)
                    {
                        throw new ResourceLimitException("events of a watcher that nobody asks for");
                    }

                    _events.AddRange(events);
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            lock (_events)
            {
                _error = exception;
            }
        }
    }
}
