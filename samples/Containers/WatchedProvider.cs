using System.Collections.Concurrent;
using Compute.Framework;

namespace Containers;

/// <summary>A provider that remembers the sandboxes that it gave out, and what was last done in each.</summary>
internal sealed class WatchedProvider(ISandboxProvider inner) : DelegatingSandboxProvider(inner)
{
    private readonly ConcurrentDictionary<string, WatchedSandbox> _sandboxes = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Called with a sandbox when a command begins or ends in it, when it is new, and when it is gone.</summary>
    public Action<WatchedSandbox>? Changed { get; set; }

    /// <summary>The sandboxes that there are, in the order in which they were first seen.</summary>
    public IEnumerable<WatchedSandbox> Sandboxes => _sandboxes.Values.OrderBy(sandbox => sandbox.Number);

    public override async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default)
    {
        await base.DestroyAsync(sandboxId, cancellationToken);
        Forget(sandboxId);
    }

    public void Forget(string sandboxId)
    {
        if (_sandboxes.TryRemove(sandboxId, out var gone))
        {
            gone.Note("destroyed");
        }
    }

    /// <summary>Letting go of a sandbox leaves it there, unless it was owned.</summary>
    public async Task ForgetIfGoneAsync(string sandboxId)
    {
        if (await InnerProvider.GetAsync(sandboxId) is null)
        {
            Forget(sandboxId);
        }
    }

    /// <summary>One that is found again keeps its number.</summary>
    protected override ISandbox Wrap(ISandbox sandbox)
    {
        var known = _sandboxes.GetValueOrDefault(sandbox.Id);
        var watched = new WatchedSandbox(this, sandbox, known?.Number ?? Interlocked.Increment(ref _count));
        _sandboxes[sandbox.Id] = watched;
        watched.Note(known?.Last ?? "created");
        return watched;
    }
}
