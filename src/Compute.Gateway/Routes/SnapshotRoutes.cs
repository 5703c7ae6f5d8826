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
        routes.Get("/snapshots", call => StoreRoutes.ListAsync<ISnapshotStore, SnapshotInfo>(
            call, SandboxOperation.ListSnapshots, static (store, token) => store.ListSnapshotsAsync(token)));
        routes.Map(HttpMethods.Delete, "/snapshots/{resource}", GatewayScopes.Manage, call => StoreRoutes.DeleteAsync<ISnapshotStore>(
            call, SandboxOperation.DeleteSnapshot, static (store, id, token) => store.DeleteSnapshotAsync(id, token)));
    }

    private static async Task CreateAsync(GatewayCall call)
    {
        GatewayManifest.RequireShared(call, SandboxOperation.CreateSnapshot);
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var body = await call.FindBodyAsync(GatewayJson.Default.NameRequest).ConfigureAwait(false);
        var source = ProcessRoutes.Require<ISnapshotSource>(sandbox, SandboxOperation.CreateSnapshot);
        await call.WriteAsync(
            await source.CreateSnapshotAsync(body?.Name, call.Aborted).ConfigureAwait(false),
            StatusCodes.Status201Created).ConfigureAwait(false);
    }

    /// <summary>Branches belong to their caller like every other sandbox, and not to this process: they are created from a
    /// snapshot.</summary>
    private static async Task BranchAsync(GatewayCall call)
    {
        GatewayManifest.RequireShared(call, SandboxOperation.Branch);
        var count = (int)(call.QueryNumber("count", 1, 1000) ?? 1);
        var id = call.Route("id");
        var (sandbox, info) = await call.Server.Sandboxes.FindAsync(call, id).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        var source = ProcessRoutes.Require<ISnapshotSource>(sandbox, SandboxOperation.Branch);
        var store = StoreRoutes.Require<ISnapshotStore>(call, SandboxOperation.Branch);
        var snapshot = await source.CreateSnapshotAsync(name: null, call.Aborted).ConfigureAwait(false);
        var branches = new List<SandboxInfo>(count);
        try
        {
            var options = new CreateSandboxOptions
            {
                SnapshotId = snapshot.Id,
                Labels = GatewayLabels.ForBranch(info.Labels),
                Ownership = Ownership.Detached,
            };
            while (branches.Count < count)
            {
                var branch = await call.Provider.CreateAsync(options, call.Aborted).ConfigureAwait(false);
                branches.Add(GatewayLabels.ToCaller(await branch.GetInfoAsync(call.Aborted).ConfigureAwait(false)));
            }
        }
        catch
        {
            foreach (var branch in branches)
            {
                await call.Provider.DestroyAsync(branch.Id, CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            await store.DeleteSnapshotAsync(snapshot.Id, CancellationToken.None).ConfigureAwait(false);
        }

        await call.WriteAsync(branches, StatusCodes.Status201Created).ConfigureAwait(false);
    }
}
