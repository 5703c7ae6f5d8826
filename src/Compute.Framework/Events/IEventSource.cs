namespace Compute.Framework;

/// <summary>A provider that tells what happens to its sandboxes.</summary>
public interface IEventSource
{
    /// <summary>Reads events as they come, until the caller stops.</summary>
    /// <param name="since">Begins with the events since then, as far back as the back end keeps them; with new ones when null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UnsupportedOptionException"><paramref name="since"/> is set, and this provider does not honor it.</exception>
    IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default);
}
