using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>Snapshots and branches.</summary>
internal static class SnapshotRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Map(HttpMethods.Post, "/sandboxes/{id}/snapshots", GatewayScopes.Manage, CreateAsync);
        routes.Map(HttpMethods.Post, "/sandboxes/{id}/branches", GatewayScopes.Manage, BranchAsync);
        routes.Get("/snapshots", call => StoreRoutes.ListAsync(call, SandboxOperation.ListSnapshots, TenantResources.Snapshots));
        routes.Map(HttpMethods.Delete, "/snapshots/{resource}", GatewayScopes.Manage, call => StoreRoutes.DeleteAsync(
            call,
            SandboxOperation.DeleteSnapshot,
            TenantResources.Snapshots,
            static (store, id, token) => store.DeleteSnapshotAsync(id, token)));
    }

    private static async Task CreateAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var body = await call.FindBodyAsync(GatewayJson.Default.NameRequest).ConfigureAwait(false);
        var source = ProcessRoutes.Require<ISnapshotSource>(sandbox, SandboxOperation.CreateSnapshot);
        var created = await source.CreateSnapshotAsync(body?.Name, call.Aborted).ConfigureAwait(false);
        var seen = await TenantResources.Snapshots.CreatedAsync(
            call,
            created,
            id => StoreRoutes.Require<ISnapshotStore>(call, SandboxOperation.DeleteSnapshot)
                .DeleteSnapshotAsync(id, CancellationToken.None),
            SandboxOperation.CreateSnapshot).ConfigureAwait(false);
        await call.WriteAsync(seen, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    /// <summary>Branches belong to their caller like every other sandbox, and not to this process: they are created from a
    /// snapshot.</summary>
    private static async Task BranchAsync(GatewayCall call)
    {
        call.Server.Shutdown.RequireOpen();
        var count = (int)(call.QueryNumber("count", 1, 1000) ?? 1);
        var id = call.Route("id");
        var (sandbox, info) = await call.Server.Sandboxes.FindAsync(call, id).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        var source = ProcessRoutes.Require<ISnapshotSource>(sandbox, SandboxOperation.Branch);
        var store = StoreRoutes.Require<ISnapshotStore>(call, SandboxOperation.Branch);
        var branches = await call.Server.Quotas.RunAsync(
            call,
            new CreateSandboxOptions { Labels = GatewayLabels.ForBranch(info.Labels), Ownership = Ownership.Detached },
            count,
            async (counted, token) =>
            {
                var snapshot = await source.CreateSnapshotAsync(name: null, token).ConfigureAwait(false);
                try
                {
                    return await BranchAsync(call.Provider, count, counted with { SnapshotId = snapshot.Id }, token).ConfigureAwait(false);
                }
                finally
                {
                    await store.DeleteSnapshotAsync(snapshot.Id, CancellationToken.None).ConfigureAwait(false);
                }
            },
            call.Aborted).ConfigureAwait(false);
        await call.WriteAsync(branches, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task<List<SandboxInfo>> BranchAsync(
        ISandboxProvider provider, int count, CreateSandboxOptions options, CancellationToken cancellationToken)
    {
        var branches = new List<SandboxInfo>(count);
        try
        {
            while (branches.Count < count)
            {
                var branch = await provider.CreateAsync(options, cancellationToken).ConfigureAwait(false);
                branches.Add(GatewayLabels.ToCaller(await branch.GetInfoAsync(cancellationToken).ConfigureAwait(false)));
            }

            return branches;
        }
        catch
        {
            foreach (var branch in branches)
            {
                await provider.DestroyAsync(branch.Id, CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
    }
}
