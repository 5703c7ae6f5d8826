using Compute.Gateway.Http;
using Compute.Gateway.State;

namespace Compute.Gateway.Routes;

/// <summary>The options of a creation as the back end gets them: what a tenant names is its own.</summary>
internal static class CreateChecks
{
    public static async Task<CreateSandboxOptions> ApplyAsync(GatewayCall call, CreateSandboxOptions options)
    {
        options = options with { Mounts = await MountsAsync(call, options).ConfigureAwait(false) };
        var labels = GatewayLabels.ToBackEnd(options.Labels, call.Caller.Tenant);
        if (call.Caller.Tenant is not null)
        {
            options = await OfTenantAsync(call, options).ConfigureAwait(false);
        }

        // The sandbox is the caller's, and outlives this gateway.
        return options with { Labels = labels, Ownership = Ownership.Detached };
    }

    private static async Task<CreateSandboxOptions> OfTenantAsync(GatewayCall call, CreateSandboxOptions options)
    {
        var info = await call.Provider.GetInfoAsync(call.Aborted).ConfigureAwait(false);
        if (!info.Capabilities.Supports(SandboxOperation.CreateSandbox, nameof(options.Labels)))
        {
            throw new UnsupportedCapabilityException(
                nameof(SandboxOperation.CreateSandbox), "the provider keeps no labels, so that tenants cannot be distinguished");
        }

        if (options.SnapshotId is { } snapshot
            && (!call.Provider.TryGet<ISnapshotStore>(out var snapshots)
                || !await TenantResources.Snapshots.IsOwnAsync(call, snapshots, snapshot).ConfigureAwait(false)))
        {
            throw new ResourceNotFoundException("snapshot", snapshot);
        }

        if (options.Template is { } template && call.Provider.TryGet<ITemplateStore>(out var templates)
            && await TenantResources.Templates.List(templates, call.Aborted)
                .Where(item => item.Id == template || item.Name == template)
                .AnyAsync(item => !GatewayLabels.IsShared(item.Labels, call.Caller.Tenant), call.Aborted)
                .ConfigureAwait(false))
        {
            throw new ResourceNotFoundException("template", template);
        }

        return options.Network is { NetworkName: { } name }
            ? options with { Network = NetworkPolicy.Named(await NetworkAsync(call, name).ConfigureAwait(false)) }
            : options;
    }

    private static async Task<string> NetworkAsync(GatewayCall call, string name)
    {
        var network = call.Provider.TryGet<INetworkStore>(out var networks)
            ? await TenantResources.Networks.FindAsync(call, networks, name).ConfigureAwait(false)
            : null;
        return network is null ? throw new ResourceNotFoundException("network", name) : network.Name ?? network.Id;
    }

    /// <summary>Volumes can be mounted by whoever sees them, directories of this machine only if the operator allows it.</summary>
    private static async Task<IReadOnlyList<SandboxMount>> MountsAsync(GatewayCall call, CreateSandboxOptions options)
    {
        var mounts = new List<SandboxMount>();
        foreach (var mount in options.Mounts)
        {
            var volume = call.Provider.TryGet<IVolumeStore>(out var volumes)
                ? await TenantResources.Volumes.FindAsync(call, volumes, mount.Source).ConfigureAwait(false)
                : null;
            var isPath = mount.Source.StartsWith('/');
            if (volume is null && !(call.Server.Options.AllowMounts && (isPath || call.Caller.Tenant is null)))
            {
                throw isPath || volumes is null
                    ? new UnsupportedOptionException(nameof(options.Mounts), GatewayManifest.NoMounts)
                    : new ResourceNotFoundException("volume", mount.Source);
            }

            mounts.Add(volume is null ? mount : mount with { Source = volume.Id });
        }

        return mounts;
    }
}
