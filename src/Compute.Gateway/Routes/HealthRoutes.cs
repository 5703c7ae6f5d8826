using Compute.Gateway.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.Routes;

/// <summary>Whether the gateway lives, and whether it takes new work. Neither needs a key, and neither says anything of what is behind
/// it.</summary>
internal static class HealthRoutes
{
    public static void Map(RouteGroupBuilder group, GatewayServer server)
    {
        group.MapMethods("/health", [HttpMethods.Get], static context => context.Response.WriteAsync("ok"));
        group.MapMethods("/ready", [HttpMethods.Get], context =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.StatusCode = server.Shutdown.HasBegun ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return context.Response.WriteAsync(server.Shutdown.HasBegun ? "shutting down" : "ready");
        });
    }
}
