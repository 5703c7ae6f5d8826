using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>Volumes, networks and templates of a provider. Tenants see their own.</summary>
internal static class StoreRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Map(HttpMethods.Post, "/volumes", GatewayScopes.Manage, CreateVolumeAsync);
        routes.Get("/volumes", call => ListAsync(call, SandboxOperation.ListVolumes, TenantResources.Volumes));
        routes.Map(HttpMethods.Delete, "/volumes/{resource}", GatewayScopes.Manage, call => DeleteAsync(
            call, SandboxOperation.DeleteVolume, TenantResources.Volumes, static (store, id, token) => store.DeleteVolumeAsync(id, token)));

        routes.Map(HttpMethods.Post, "/networks", GatewayScopes.Manage, CreateNetworkAsync);
        routes.Get("/networks", call => ListAsync(call, SandboxOperation.ListNetworks, TenantResources.Networks));
        routes.Map(HttpMethods.Delete, "/networks/{resource}", GatewayScopes.Manage, call => DeleteAsync(
            call,
            SandboxOperation.DeleteNetwork,
            TenantResources.Networks,
            static (store, id, token) => store.DeleteNetworkAsync(id, token)));

        routes.Get("/templates", call => ListAsync(call, SandboxOperation.ListTemplates, TenantResources.Templates));
        routes.Map(HttpMethods.Delete, "/templates/{resource}", GatewayScopes.Manage, call => DeleteAsync(
            call,
            SandboxOperation.DeleteTemplate,
            TenantResources.Templates,
            static (store, id, token) => store.DeleteTemplateAsync(id, token)));
    }

    internal static Task ListAsync<TStore, T>(GatewayCall call, SandboxOperation operation, TenantResources<TStore, T> resources)
        where TStore : class
        where T : class =>
        ItemStream.WriteLinesAsync(call, resources.ListAsync(call, Require<TStore>(call, operation)));

    /// <summary>What the caller does not see is not there.</summary>
    internal static async Task DeleteAsync<TStore, T>(
        GatewayCall call,
        SandboxOperation operation,
        TenantResources<TStore, T> resources,
        Func<TStore, string, CancellationToken, Task> delete)
        where TStore : class
        where T : class
    {
        var (store, id) = (Require<TStore>(call, operation), call.Route("resource"));
        if (await resources.IsOwnAsync(call, store, id).ConfigureAwait(false))
        {
            await delete(store, id, call.Aborted).ConfigureAwait(false);
        }

        await call.NothingAsync().ConfigureAwait(false);
    }

    /// <exception cref="UnsupportedCapabilityException">The provider has no such store.</exception>
    internal static TStore Require<TStore>(GatewayCall call, SandboxOperation operation)
        where TStore : class =>
        call.Provider.TryGet<TStore>(out var store)
            ? store
            : throw new UnsupportedCapabilityException(
                operation.ToString(), call.Provider.Info.Capabilities[operation].Support.Description);

    private static async Task CreateVolumeAsync(GatewayCall call)
    {
        var store = Require<IVolumeStore>(call, SandboxOperation.CreateVolume);
        var asked = await call.FindBodyAsync<CreateVolumeOptions>().ConfigureAwait(false) ?? new CreateVolumeOptions();
        var created = await store.CreateVolumeAsync(
            asked with
            {
                Name = TenantResources<IVolumeStore, VolumeInfo>.NameOf(call, asked.Name),
                Labels = GatewayLabels.ToBackEnd(asked.Labels, call.Caller.Tenant),
            },
            call.Aborted).ConfigureAwait(false);
        var seen = await TenantResources.Volumes.CreatedAsync(
            call, created, id => store.DeleteVolumeAsync(id, CancellationToken.None), SandboxOperation.CreateVolume).ConfigureAwait(false);
        await call.WriteAsync(seen, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task CreateNetworkAsync(GatewayCall call)
    {
        var store = Require<INetworkStore>(call, SandboxOperation.CreateNetwork);
        var asked = await call.FindBodyAsync<CreateNetworkOptions>().ConfigureAwait(false) ?? new CreateNetworkOptions();
        var created = await store.CreateNetworkAsync(
            asked with
            {
                Name = TenantResources<INetworkStore, NetworkInfo>.NameOf(call, asked.Name),
                Labels = GatewayLabels.ToBackEnd(asked.Labels, call.Caller.Tenant),
            },
            call.Aborted).ConfigureAwait(false);
        var seen = await TenantResources.Networks.CreatedAsync(
            call, created, id => store.DeleteNetworkAsync(id, CancellationToken.None), SandboxOperation.CreateNetwork)
            .ConfigureAwait(false);
        await call.WriteAsync(seen, StatusCodes.Status201Created).ConfigureAwait(false);
    }
}
