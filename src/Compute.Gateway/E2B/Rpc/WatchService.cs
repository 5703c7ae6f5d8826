using System.Collections.Concurrent;
using Compute.Gateway.E2B.Protos.Files;
using Compute.Gateway.E2B.State;
using Compute.Gateway.Http;
using Google.Protobuf;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>Watches of directories, as a stream and to be asked for.</summary>
internal static class WatchService
{
    private const int MaxWatchers = 64;

    private static readonly ConcurrentDictionary<(string Sandbox, string Id), PolledWatch> Watchers = new();

    public static void Map(RpcRoutes routes)
    {
        routes.Stream<WatchRequest>("WatchDir", WatchAsync);
        routes.Unary<WatchRequest>("CreateWatcher", CreateAsync);
        routes.Unary<Watcher>("GetWatcherEvents", static (call, request) => Task.FromResult<IMessage>(Require(call, request).Take()));
        routes.Unary<Watcher>("RemoveWatcher", static async (call, request) =>
        {
            await Require(call, request).DisposeAsync().ConfigureAwait(false);
            Watchers.TryRemove((call.SandboxId, request.WatcherId), out _);
            return new Nothing();
        });
    }

    private static async Task WatchAsync(E2BCall call, WatchRequest request, RpcStream stream, CancellationToken cancellationToken)
    {
        var interval = EventStream.IntervalOf(call.Context.Request);
        var watch = await DirectoryWatch.OpenAsync(call, request, cancellationToken).ConfigureAwait(false);
        await using var closing = watch.ConfigureAwait(false);
        await stream.SendAsync(new WatchDirResponse { Start = new WatchDirResponse.Types.StartEvent() }, cancellationToken)
            .ConfigureAwait(false);
        while (true)
        {
            var next = watch.NextAsync();
            await Heartbeats.WaitAsync(
                next,
                interval,
                () => stream.SendAsync(new WatchDirResponse { Keepalive = new WatchDirResponse.Types.KeepAlive() }, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (await next.ConfigureAwait(false) is not { } changes)
            {
                return;
            }

            foreach (var change in changes)
            {
                await stream.SendAsync(new WatchDirResponse { Filesystem = change }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<IMessage> CreateAsync(E2BCall call, WatchRequest request)
    {
        if (Watchers.Keys.Count(key => key.Sandbox == call.SandboxId) >= MaxWatchers)
        {
            throw new ResourceLimitException("watchers of the sandbox");
        }

        var id = Guid.NewGuid().ToString("N");
        Watchers[(call.SandboxId, id)] = await PolledWatch.StartAsync(call, request).ConfigureAwait(false);
        return new Watcher { WatcherId = id };
    }

    private static PolledWatch Require(E2BCall call, Watcher request) =>
        Watchers.GetValueOrDefault((call.SandboxId, request.WatcherId))
        ?? throw E2BError.NotFound($"watcher with id {request.WatcherId} not found");
}
