using System.Collections.Concurrent;
using Compute.Framework;

namespace Containers;

/// <summary>A provider that remembers the sandboxes that were created by it, and what was last done in each.</summary>
internal sealed class WatchedProvider(ISandboxProvider inner) : ISandboxProvider
{
    private readonly ConcurrentDictionary<string, WatchedSandbox> _sandboxes = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Called with a sandbox when a command begins or ends in it, when it is new, and when it is gone.</summary>
    public Action<WatchedSandbox>? Changed { get; set; }

    /// <summary>The sandboxes that there are, in the order of their creation.</summary>
    public IEnumerable<WatchedSandbox> Sandboxes => _sandboxes.Values.OrderBy(sandbox => sandbox.Number);

    public ProviderInfo Info => inner.Info;

    public Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default) => inner.CheckAvailabilityAsync(cancellationToken);

    public async Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default) =>
        Watch(await inner.CreateAsync(options, cancellationToken));

    public Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default) => inner.GetAsync(sandboxId, cancellationToken);

    public IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, cancellationToken);

    public async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default)
    {
        await inner.DestroyAsync(sandboxId, cancellationToken);
        Forget(sandboxId);
    }

    /// <summary>The chosen provider belongs to who chose it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public WatchedSandbox Watch(ISandbox sandbox)
    {
        var watched = new WatchedSandbox(this, sandbox, Interlocked.Increment(ref _count));
        _sandboxes[sandbox.Id] = watched;
        watched.Note("created");
        return watched;
    }

    public void Forget(string sandboxId)
    {
        if (_sandboxes.TryRemove(sandboxId, out var gone))
        {
            gone.Note("destroyed");
        }
    }
}
