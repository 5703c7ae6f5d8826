using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>Pause, stop, restart, and the lifetime.</summary>
internal static class LifecycleRoutes
{
    public static void Map(RouteTable routes)
    {
        Map<IPausable>(routes, "pause", SandboxOperation.Pause, static (it, token) => it.PauseAsync(token));
        Map<IPausable>(routes, "resume", SandboxOperation.Resume, static (it, token) => it.ResumeAsync(token));
        Map<IRestartable>(routes, "stop", SandboxOperation.StopSandbox, static (it, token) => it.StopAsync(token));
        Map<IRestartable>(routes, "restart", SandboxOperation.RestartSandbox, static (it, token) => it.RestartAsync(token));
        routes.Map(HttpMethods.Put, "/sandboxes/{id}/lifetime", GatewayScopes.Manage, ExtendAsync);
    }

    private static void Map<T>(
        RouteTable routes, string verb, SandboxOperation operation, Func<T, CancellationToken, Task> action)
        where T : class =>
        routes.Map(HttpMethods.Post, "/sandboxes/{id}/" + verb, GatewayScopes.Manage, async call =>
        {
            var sandbox = await call.SandboxAsync().ConfigureAwait(false);
            await action(ProcessRoutes.Require<T>(sandbox, operation), call.Aborted).ConfigureAwait(false);
            await call.NothingAsync().ConfigureAwait(false);
        });

    private static async Task ExtendAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var body = await call.FindBodyAsync(GatewayJson.Default.LifetimeRequest).ConfigureAwait(false);
        var lifetime = body?.Lifetime ?? throw GatewayCall.Invalid("lifetime", "given");
        await ProcessRoutes.Require<ILifetimeExtendable>(sandbox, SandboxOperation.ExtendLifetime)
            .ExtendLifetimeAsync(lifetime, call.Aborted).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }
}
