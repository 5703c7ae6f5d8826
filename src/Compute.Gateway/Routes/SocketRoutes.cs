using Compute.Gateway.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Compute.Gateway.Routes;

/// <summary>Processes and terminals over a WebSocket: output, input and signals on one connection.</summary>
internal static class SocketRoutes
{
    private static readonly IOptions<WebSocketOptions> Options = Microsoft.Extensions.Options.Options.Create(new WebSocketOptions
    {
        KeepAliveInterval = GatewayProtocol.Heartbeat,
        KeepAliveTimeout = 4 * GatewayProtocol.Heartbeat,
    });

    public static void Map(RouteTable routes) =>
        routes.Map(HttpMethods.Get, "/sandboxes/{id}/socket", GatewayScopes.Execute, ServeAsync);

    private static async Task ServeAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);

        // The application need not add the middleware: this route alone takes WebSockets.
        var middleware = new WebSocketMiddleware(
            async context =>
            {
                if (!context.WebSockets.IsWebSocketRequest)
                {
                    throw new GatewayRefusal(
                        StatusCodes.Status426UpgradeRequired, "upgrade-required", "This address is one of a WebSocket.");
                }

                using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
                await new ProcessSocket(call, sandbox, socket).RunAsync().ConfigureAwait(false);
            },
            Options,
            NullLoggerFactory.Instance);
        await middleware.Invoke(call.Context).ConfigureAwait(false);
    }
}
