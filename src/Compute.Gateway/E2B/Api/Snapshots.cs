using Compute.Gateway.E2B.State;
using Compute.Gateway.Routes;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.Api;

/// <summary>Snapshots, and copies of sandboxes.</summary>
internal static class Snapshots
{
    private const int MaxForks = 100;
    private const int MaxLimit = 100;

    private static readonly TimeSpan ForkTimeout = TimeSpan.FromSeconds(15);

    public static async Task CreateAsync(E2BCall call)
    {
        var asked = await call.FindBodyAsync(ApiJson.Default.SnapshotRequest).ConfigureAwait(false);
        var source = ProcessRoutes.Require<ISnapshotSource>(
            await call.SandboxAsync().ConfigureAwait(false), SandboxOperation.CreateSnapshot);
        var created = await source.CreateSnapshotAsync(asked?.Name, call.Aborted).ConfigureAwait(false);
        var snapshot = await TenantResources.Snapshots.CreatedAsync(
            call.Gateway,
            created,
            id => Require(call, SandboxOperation.DeleteSnapshot).DeleteSnapshotAsync(id, CancellationToken.None),
            SandboxOperation.CreateSnapshot).ConfigureAwait(false);
        call.Server.SnapshotSources[snapshot.Id] = call.SandboxId;
        await call.WriteAsync(FormOf(snapshot), ApiJson.Default.SnapshotForm, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    public static async Task ListAsync(E2BCall call)
    {
        var store = Require(call, SandboxOperation.ListSnapshots);
        var limit = (int)(call.Gateway.QueryNumber("limit", 1, MaxLimit) ?? MaxLimit);
        var (sandboxId, name, after) = (call.Gateway.Query("sandboxID"), call.Gateway.Query("name"), call.Gateway.Query("nextToken"));
        var found = new List<SnapshotInfo>();
        await foreach (var snapshot in TenantResources.Snapshots.ListAsync(call.Gateway, store).ConfigureAwait(false))
        {
            var isOfSandbox = sandboxId is null or ""
                || (call.Server.SnapshotSources.TryGetValue(snapshot.Id, out var source) && source == sandboxId);
            if (isOfSandbox && (string.IsNullOrEmpty(name) || snapshot.Name == name))
            {
                found.Add(snapshot);
            }
        }

        var page = found
            .OrderByDescending(static snapshot => snapshot.CreatedAt).ThenBy(static snapshot => snapshot.Id, StringComparer.Ordinal)
            .SkipWhile(snapshot => !string.IsNullOrEmpty(after) && snapshot.Id != after)
            .Skip(string.IsNullOrEmpty(after) ? 0 : 1).Take(limit + 1).ToList();
        if (page.Count > limit)
        {
            page.RemoveAt(limit);
            call.Context.Response.Headers["X-Next-Token"] = page[^1].Id;
        }

        await call.WriteAsync(page.ConvertAll(FormOf), ApiJson.Default.ListSnapshotForm).ConfigureAwait(false);
    }

    public static async Task DeleteAsync(E2BCall call)
    {
        var store = Require(call, SandboxOperation.DeleteSnapshot);
        var snapshot = await FindAsync(call, Uri.UnescapeDataString(call.SandboxId)).ConfigureAwait(false)
            ?? throw E2BError.NotFound("The snapshot doesn't exist");
        await store.DeleteSnapshotAsync(snapshot.Id, call.Aborted).ConfigureAwait(false);
        call.Server.SnapshotSources.TryRemove(snapshot.Id, out _);
        await call.NothingAsync().ConfigureAwait(false);
    }

    /// <summary>Makes copies of a sandbox, all of them or none.</summary>
    public static async Task ForkAsync(E2BCall call)
    {
        call.Gateway.Server.Shutdown.RequireOpen();
        var asked = await call.FindBodyAsync(ApiJson.Default.ForkForm).ConfigureAwait(false);
        var count = asked?.Count ?? 1;
        if (count is < 1 or > MaxForks)
        {
            throw E2BError.Invalid($"count has to be from 1 to {MaxForks}");
        }

        var lifetime = call.Server.Times.Check(asked?.Timeout, ForkTimeout);
        var (sandbox, info) = await call.RequireAsync().ConfigureAwait(false);
        var source = ProcessRoutes.Require<ISnapshotSource>(sandbox, SandboxOperation.CreateSnapshot);
        var store = Require(call, SandboxOperation.DeleteSnapshot);
        var snapshot = await source.CreateSnapshotAsync(name: null, call.Aborted).ConfigureAwait(false);
        var forks = new List<ISandbox>();
        try
        {
            var labels = E2BLabels.Of(info);
            var hasLifetimes = await SandboxTimes.HasLifetimesAsync(call).ConfigureAwait(false);
            var options = new CreateSandboxOptions
            {
                SnapshotId = snapshot.Id,
                Labels = GatewayLabels.ForBranch(info.Labels),
                Lifetime = !hasLifetimes ? null : labels.AutoPause ? call.Server.Options.PausedLifetime : lifetime,
                Ownership = Ownership.Detached,
            };
            await call.Gateway.Server.Quotas.RunAsync(
                call.Gateway,
                options,
                count,
                async (counted, token) =>
                {
                    while (forks.Count < count)
                    {
                        forks.Add(await call.Gateway.Provider.CreateAsync(counted, token).ConfigureAwait(false));
                        call.Server.Times.Watch(call, forks[^1], labels.AutoPause, lifetime, isOwnEnd: !hasLifetimes);
                    }

                    return forks.Count;
                },
                call.Aborted).ConfigureAwait(false);

            await call.WriteAsync(
                forks.ConvertAll(fork => new ForkedForm(SandboxForms.Of(call, SandboxIds.Encode(fork.Id), labels))),
                ApiJson.Default.ListForkedForm,
                StatusCodes.Status201Created).ConfigureAwait(false);
        }
        catch
        {
            foreach (var fork in forks)
            {
                await call.Gateway.Provider.DestroyAsync(fork.Id, CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            await store.DeleteSnapshotAsync(snapshot.Id, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>A snapshot that the caller sees, by its id or name; null if there is none, or the provider has none.</summary>
    public static async Task<SnapshotInfo?> FindAsync(E2BCall call, string idOrName)
    {
        SnapshotInfo? named = null;
        if (call.Gateway.Provider.TryGet<ISnapshotStore>(out var store))
        {
            await foreach (var snapshot in TenantResources.Snapshots.ListAsync(call.Gateway, store).ConfigureAwait(false))
            {
                if (snapshot.Id == idOrName)
                {
                    return snapshot;
                }

                named = snapshot.Name == idOrName && !(snapshot.CreatedAt < named?.CreatedAt) ? snapshot : named;
            }
        }

        return named;
    }

    private static ISnapshotStore Require(E2BCall call, SandboxOperation operation) =>
        StoreRoutes.Require<ISnapshotStore>(call.Gateway, operation);

    private static SnapshotForm FormOf(SnapshotInfo snapshot) => new()
    {
        SnapshotId = snapshot.Id,
        Names = snapshot.Name is { } name ? [name] : [],
    };
}
