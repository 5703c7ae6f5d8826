using Compute.Gateway.E2B.State;
using Compute.Gateway.Http;
using Compute.Gateway.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Compute.Gateway.E2B.Traffic;

/// <summary>Requests to the ports of sandboxes that templates name (<c>getHost(port)</c>): every path of theirs is the sandbox's.</summary>
internal static class TrafficRoutes
{
    private const string Path = "path";

    private static readonly string[] Withheld =
        [SandboxAddress.IdHeader, SandboxAddress.PortHeader, E2BServer.TrafficTokenHeader];

    public static void Map(RouteGroupBuilder group, E2BServer server)
    {
        if (!server.Options.Templates.Values.Any(static template => template.Ports.Count > 0))
        {
            return;
        }

        var pattern = RoutePatternFactory.Parse(
            "/{**" + Path + "}", defaults: null, parameterPolicies: new RouteValueDictionary { [Path] = new IsTraffic() });
        group.Map(pattern, context => HandleAsync(server, context))
            .Add(static builder => ((RouteEndpointBuilder)builder).Order = int.MinValue);
    }

    private static Task HandleAsync(E2BServer server, HttpContext context)
    {
        var address = SandboxAddress.Of(context.Request)!;
        return server.HandleSandboxAsync(
            context,
            address.Port,
            static (_, _, _) => Task.CompletedTask,
            call => ForwardAsync(call, address),
            (failed, exception) => E2BErrors.WriteAsync(failed, exception, server.Gateway.Logger));
    }

    private static async Task ForwardAsync(E2BCall call, SandboxAddress address)
    {
        var (sandbox, info) = await call.RequireAsync().ConfigureAwait(false);
        if (E2BLabels.Of(info).IsPrivate && !call.Server.HasTrafficToken(call.Context, address.SandboxId))
        {
            await E2BErrors.WriteUnreachableAsync(
                call.Context,
                address.SandboxId,
                $"The sandbox's ports need its token ({E2BServer.TrafficTokenHeader})",
                status: StatusCodes.Status403Forbidden).ConfigureAwait(false);
            return;
        }

        try
        {
            var endpoint = sandbox.TryGet<IEndpointSource>(out var source)
                ? await source.GetEndpointAsync(address.Port, call.Aborted).ConfigureAwait(false)
                : throw new EndpointNotFoundException(address.Port);
            call.ExpectLongBody(call.Server.Options.MaxFileBytes);

            // A connection that was upgraded ends with its sandbox, and does not keep a shutdown waiting.
            using var connection = call.Server.Connections.Open(call.SandboxId, call.Gateway.Streaming);
            using var cutting = connection.Token.Register(call.Context.Abort);
            await call.Gateway.Server.Forwarder.ForwardAsync(
                call.Context,
                new PortTarget(endpoint, PortTarget.PathOf(call.Context), Prefix: "") { Withheld = Withheld, TakesAuthorization = true },
                call.Context.Request.QueryString).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsClosed(exception) && !call.Context.Response.HasStarted)
        {
            await E2BErrors.WriteUnreachableAsync(call.Context, address.SandboxId, E2BServer.ClosedMessage, address.Port)
                .ConfigureAwait(false);
        }
    }

    private static bool IsClosed(Exception exception) =>
        exception is EndpointNotFoundException or GatewayRefusal { Status: StatusCodes.Status502BadGateway };

    /// <summary>Whether a request is for a port that the interface does not serve itself.</summary>
    private sealed class IsTraffic : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext is not null && SandboxAddress.Of(httpContext.Request) is { IsOwn: false };
    }
}
