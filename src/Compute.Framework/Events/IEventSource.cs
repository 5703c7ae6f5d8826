namespace Compute.Framework;

/// <summary>A provider that reports events of its sandboxes.</summary>
public interface IEventSource
{
    /// <summary>Reads events as they occur, until the caller stops.</summary>
    /// <param name="since">The time from which to read events, as far back as the back end keeps them; only new events if null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UnsupportedOptionException"><paramref name="since"/> is set, and this provider does not honor it.</exception>
    IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default);
}
