using System.Collections.Concurrent;

namespace Compute.Gateway.E2B.State;

/// <summary>The open streams of each sandbox. A sandbox that ends or pauses cuts them, so that their readers ask for its
/// health.</summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<(string Sandbox, Guid Stream), CancellationTokenSource> _open = new();

    /// <summary>Opens a stream, which ends with the caller or with the sandbox.</summary>
    public Connection Open(string sandboxId, CancellationToken aborted)
    {
        var key = (sandboxId, Guid.NewGuid());
        var source = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _open[key] = source;
        return new Connection(source, () => _open.TryRemove(key, out _));
    }

    /// <summary>Cuts the streams of a sandbox.</summary>
    public void Cut(string sandboxId)
    {
        foreach (var (key, source) in _open.Where(one => one.Key.Sandbox == sandboxId))
        {
            _open.TryRemove(key, out _);
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself meanwhile.
            }
        }
    }
}

/// <summary>An open stream.</summary>
internal sealed class Connection(CancellationTokenSource source, Action close) : IDisposable
{
    /// <summary>Set when the stream is to end.</summary>
    public CancellationToken Token { get; } = source.Token;

    public void Dispose()
    {
        close();
        source.Dispose();
    }
}
