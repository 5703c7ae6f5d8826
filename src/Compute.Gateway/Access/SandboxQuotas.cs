using System.Collections.Concurrent;
using Compute.Gateway.Http;
using Compute.Gateway.State;

namespace Compute.Gateway.Access;

/// <summary>How many sandboxes a tenant may have. They are counted at the back end, so that restarts and other gateways change nothing;
/// those that this gateway is creating are counted once, also when the back end lists them already.</summary>
internal sealed class SandboxQuotas(GatewayOptions settings)
{
    private readonly ConcurrentDictionary<(string Provider, string Tenant), Tenancy> _tenants = new();

    /// <summary>Runs a creation of sandboxes, if the tenant may have them.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="options">What they are created with.</param>
    /// <param name="count">How many are created.</param>
    /// <param name="create">Creates them with the options, to which the label is added by which they are counted.</param>
    /// <param name="cancellationToken">Cancels the count, and the creation.</param>
    /// <exception cref="ResourceLimitException">The tenant would have too many.</exception>
    public async Task<T> RunAsync<T>(
        GatewayCall call,
        CreateSandboxOptions options,
        int count,
        Func<CreateSandboxOptions, CancellationToken, Task<T>> create,
        CancellationToken cancellationToken)
    {
        var limit = call.Caller.Limits?.Sandboxes ?? settings.MaxSandboxesPerTenant;
        if (limit is not { } most || call.Caller.Tenant is not { } tenant)
        {
            return await create(options, cancellationToken).ConfigureAwait(false);
        }

        var tenancy = _tenants.GetOrAdd((call.ProviderKey, tenant), static _ => new Tenancy());
        var mark = Guid.NewGuid().ToString("N");
        await tenancy.Counting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var filter = new SandboxFilter { Labels = GatewayLabels.ToBackEnd(new Dictionary<string, string>(), tenant) };
            var there = await call.Provider.ListAsync(filter, cancellationToken)
                .Where(info => GatewayLabels.IsVisible(info.Labels, tenant))
                .Where(info => GatewayLabels.CreationOf(info.Labels) is not { } own || !tenancy.Pending.ContainsKey(own))
                .CountAsync(cancellationToken)
                .ConfigureAwait(false);
            if (there + tenancy.Pending.Values.Sum() + count > most)
            {
                throw new ResourceLimitException($"sandboxes of the tenant ({most})") { IsTransient = false };
            }

            tenancy.Pending[mark] = count;
        }
        finally
        {
            tenancy.Counting.Release();
        }

        try
        {
            var labels = options.Labels.Concat(GatewayLabels.OfCreation(mark)).ToDictionary(StringComparer.Ordinal);
            return await create(options with { Labels = labels }, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tenancy.Pending.TryRemove(mark, out _);
        }
    }

    private sealed class Tenancy
    {
        public SemaphoreSlim Counting { get; } = new(1, 1);

        public ConcurrentDictionary<string, int> Pending { get; } = new();
    }
}
