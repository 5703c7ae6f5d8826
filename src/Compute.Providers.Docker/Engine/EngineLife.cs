using System.Collections.Concurrent;

namespace Compute.Providers.Docker.Engine;

/// <summary>The engine's events, which report what a hijacked stream does not: that the engine has ended, not the command, or that its
/// container has, which under some runtimes leaves the stream open.</summary>
internal sealed class EngineLife
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _containers = new();
    private readonly Task _reading;

    private EngineLife(Stream events) => _reading = ReadAsync(events);

    /// <summary>Whether the engine that was there at the beginning has gone.</summary>
    public bool HasEnded => _reading.IsCompleted;

    public static async Task<EngineLife> BeginAsync(EngineClient engine, CancellationToken cancellationToken)
    {
        var path = "events?" + EngineClient.Filters("event", "die", "died", "destroy", "remove");
        return new EngineLife(await engine.Http.OpenComputeAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is cancelled when a container that runs now ends.</summary>
    public CancellationToken EndOf(string containerId) => _containers.GetOrAdd(containerId, static _ => new()).Token;

    private async Task ReadAsync(Stream events)
    {
        await using var closing = events.ConfigureAwait(false);
        await foreach (var happened in NdjsonReader.ReadAsync(events, ObservedJson.Default.EngineEvent).ConfigureAwait(false))
        {
            if (_containers.TryRemove(happened.Actor?.Id ?? string.Empty, out var end))
            {
                await end.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
