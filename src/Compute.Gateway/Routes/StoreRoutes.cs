using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>Volumes, networks and templates of a provider. They belong to no tenant, so that only operators see them.</summary>
internal static class StoreRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Map(HttpMethods.Post, "/volumes", GatewayScopes.Manage, call => CreateAsync<IVolumeStore, CreateVolumeOptions, VolumeInfo>(
            call, SandboxOperation.CreateVolume, static (store, options, token) => store.CreateVolumeAsync(options, token)));
        routes.Get("/volumes", call => ListAsync<IVolumeStore, VolumeInfo>(
            call, SandboxOperation.ListVolumes, static (store, token) => store.ListVolumesAsync(token)));
        routes.Map(HttpMethods.Delete, "/volumes/{resource}", GatewayScopes.Manage, call => DeleteAsync<IVolumeStore>(
            call, SandboxOperation.DeleteVolume, static (store, id, token) => store.DeleteVolumeAsync(id, token)));

        routes.Map(
            HttpMethods.Post, "/networks", GatewayScopes.Manage, call => CreateAsync<INetworkStore, CreateNetworkOptions, NetworkInfo>(
                call, SandboxOperation.CreateNetwork, static (store, options, token) => store.CreateNetworkAsync(options, token)));
        routes.Get("/networks", call => ListAsync<INetworkStore, NetworkInfo>(
            call, SandboxOperation.ListNetworks, static (store, token) => store.ListNetworksAsync(token)));
        routes.Map(HttpMethods.Delete, "/networks/{resource}", GatewayScopes.Manage, call => DeleteAsync<INetworkStore>(
            call, SandboxOperation.DeleteNetwork, static (store, id, token) => store.DeleteNetworkAsync(id, token)));

        routes.Get("/templates", call => ListAsync<ITemplateStore, TemplateInfo>(
            call, SandboxOperation.ListTemplates, static (store, token) => store.ListTemplatesAsync(token)));
        routes.Map(HttpMethods.Delete, "/templates/{resource}", GatewayScopes.Manage, call => DeleteAsync<ITemplateStore>(
            call, SandboxOperation.DeleteTemplate, static (store, id, token) => store.DeleteTemplateAsync(id, token)));
    }

    internal static Task ListAsync<TStore, T>(
        GatewayCall call, SandboxOperation operation, Func<TStore, CancellationToken, IAsyncEnumerable<T>> list)
        where TStore : class =>
        ItemStream.WriteLinesAsync(call, list(Require<TStore>(call, operation), call.Aborted));

    internal static async Task DeleteAsync<TStore>(
        GatewayCall call, SandboxOperation operation, Func<TStore, string, CancellationToken, Task> delete)
        where TStore : class
    {
        await delete(Require<TStore>(call, operation), call.Route("resource"), call.Aborted).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    /// <exception cref="UnsupportedCapabilityException">The provider has no such store, or the caller has a tenant.</exception>
    internal static TStore Require<TStore>(GatewayCall call, SandboxOperation operation)
        where TStore : class
    {
        GatewayManifest.RequireShared(call, operation);
        return call.Provider.TryGet<TStore>(out var store)
            ? store
            : throw new UnsupportedCapabilityException(
                operation.ToString(), call.Provider.Info.Capabilities[operation].Support.Description);
    }

    private static async Task CreateAsync<TStore, TOptions, T>(
        GatewayCall call, SandboxOperation operation, Func<TStore, TOptions?, CancellationToken, Task<T>> create)
        where TStore : class
        where TOptions : class
    {
        var store = Require<TStore>(call, operation);
        var options = await call.FindBodyAsync<TOptions>().ConfigureAwait(false);
        await call.WriteAsync(
            await create(store, options, call.Aborted).ConfigureAwait(false), StatusCodes.Status201Created).ConfigureAwait(false);
    }
}
