using System.Collections.Concurrent;
using Compute.Gateway.Http;

namespace Compute.Gateway.State;

/// <summary>Finds the sandboxes that requests name, and hides those of other tenants.</summary>
internal sealed class SandboxDirectory
{
    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<(string Provider, string Id), Known> _known = new();

    /// <summary>The sandbox, whose object may be kept since an earlier request.</summary>
    /// <exception cref="SandboxNotFoundException">There is none that the caller may see.</exception>
    public async Task<ISandbox> RequireAsync(GatewayCall call, string id)
    {
        if (_known.TryGetValue((call.ProviderKey, id), out var known))
        {
            return GatewayLabels.IsVisible(known.Labels, call.Caller.Tenant) ? known.Sandbox : throw new SandboxNotFoundException();
        }

        var (sandbox, _) = await FindAsync(call, id).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        return sandbox;
    }

    /// <summary>The sandbox and its state now; null if there is none that the caller may see.</summary>
    public async Task<(ISandbox Sandbox, SandboxInfo Info)?> FindAsync(GatewayCall call, string id)
    {
        var sandbox = await call.Provider.GetAsync(id, call.Aborted).ConfigureAwait(false);
        if (sandbox is null)
        {
            Forget(call, id);
            return null;
        }

        SandboxInfo info;
        try
        {
            info = await sandbox.GetInfoAsync(call.Aborted).ConfigureAwait(false);
        }
        catch (SandboxNotFoundException)
        {
            Forget(call, id);
            return null;
        }

        if (!GatewayLabels.IsVisible(info.Labels, call.Caller.Tenant))
        {
            return null;
        }

        // Sandboxes are not owned here: their objects hold nothing that would have to be released.
        if (_known.Count >= MaxKept)
        {
            _known.Clear();
        }

        _known[(call.ProviderKey, sandbox.Id)] = new Known(sandbox, info.Labels);
        return (sandbox, info);
    }

    public void Forget(GatewayCall call, string id) => _known.TryRemove((call.ProviderKey, id), out _);

    private sealed record Known(ISandbox Sandbox, IReadOnlyDictionary<string, string> Labels);
}
