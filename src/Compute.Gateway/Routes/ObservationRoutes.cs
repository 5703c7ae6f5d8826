using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>What is measured and reported of sandboxes: metrics, health, logs, watches and events.</summary>
internal static class ObservationRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/sandboxes/{id}/metrics", async call =>
        {
            var sandbox = await call.SandboxAsync().ConfigureAwait(false);
            var source = ProcessRoutes.Require<IMetricsSource>(sandbox, SandboxOperation.GetMetrics);
            await call.WriteAsync(await source.GetMetricsAsync(call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
        });
        routes.Get("/sandboxes/{id}/health", async call =>
        {
            var sandbox = await call.SandboxAsync().ConfigureAwait(false);
            var source = ProcessRoutes.Require<IHealthSource>(sandbox, SandboxOperation.CheckHealth);
            await call.WriteAsync(await source.CheckHealthAsync(call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
        });
        routes.Get("/sandboxes/{id}/logs", LogsAsync);
        routes.Get("/sandboxes/{id}/files/changes", WatchAsync);
        routes.Get("/events", EventsAsync);
        routes.Map(HttpMethods.Delete, "/follows/{key}", GatewayScopes.Read, async call =>
        {
            await call.Server.Follows.EndAsync(call, call.Route("key")).ConfigureAwait(false);
            await call.NothingAsync().ConfigureAwait(false);
        });
    }

    private static async Task LogsAsync(GatewayCall call)
    {
        var source = ProcessRoutes.Require<ILogSource>(await call.SandboxAsync().ConfigureAwait(false), SandboxOperation.ReadLogs);
        var options = new LogOptions
        {
            Follow = call.QueryFlag("follow"),
            Tail = (int?)call.QueryNumber("tail", 0, int.MaxValue),
            Since = Since(call),
        };
        await ItemStream.WriteEventsAsync(call, token => source.ReadLogsAsync(options, token)).ConfigureAwait(false);
    }

    private static async Task WatchAsync(GatewayCall call)
    {
        var watcher = ProcessRoutes.Require<IFileWatcher>(await call.SandboxAsync().ConfigureAwait(false), SandboxOperation.WatchFiles);
        var path = call.Path();
        await ItemStream.WriteEventsAsync(call, token => watcher.WatchAsync(path, token)).ConfigureAwait(false);
    }

    private static async Task EventsAsync(GatewayCall call)
    {
        var source = call.Provider.TryGet<IEventSource>(out var found)
            ? found
            : throw new UnsupportedCapabilityException(
                nameof(SandboxOperation.ReadEvents), call.Provider.Info.Capabilities[SandboxOperation.ReadEvents].Support.Description);
        var (since, tenant) = (Since(call), call.Caller.Tenant);
        await ItemStream.WriteEventsAsync(call, token => VisibleAsync(source, since, tenant, token)).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<SandboxEvent> VisibleAsync(
        IEventSource source, DateTimeOffset? since, string? tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in source.ReadEventsAsync(since, cancellationToken).ConfigureAwait(false))
        {
            if (GatewayLabels.IsVisible(item.Labels, tenant))
            {
                yield return item with { Labels = GatewayLabels.ToCaller(item.Labels) };
            }
        }
    }

    private static DateTimeOffset? Since(GatewayCall call) => call.Query("since") is not { } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? since
            : throw GatewayCall.Invalid("since", "a point in time as in ISO 8601");
}
