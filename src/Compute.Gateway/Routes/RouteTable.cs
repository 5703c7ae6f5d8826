using Compute.Gateway.Access;
using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.Routes;

/// <summary>Maps each route twice: for the default provider, and for a provider by its name.</summary>
internal sealed class RouteTable(GatewayServer server, RouteGroupBuilder group)
{
    private const string ByName = "/providers/{provider}";

    public void Get(string path, Func<GatewayCall, Task> handler) => Map(HttpMethods.Get, path, GatewayScopes.Read, handler);

    /// <summary>A route of the gateway itself.</summary>
    public void MapOnce(string method, string path, GatewayScopes needed, Func<GatewayCall, Task> handler) =>
        Add(method, path, needed, handler);

    public void Map(string method, string path, GatewayScopes needed, Func<GatewayCall, Task> handler)
    {
        foreach (var prefix in (string[])["", ByName])
        {
            Add(method, prefix + path, needed, handler);
        }
    }

    /// <summary>A route for every method, whose caller is found by other means than a key alone.</summary>
    public void Any(string path, Func<GatewayServer, HttpContext, ValueTask<Admission>> admit, Func<GatewayCall, Task> handler)
    {
        foreach (var prefix in (string[])["", ByName])
        {
            AnyOnce(prefix + path, admit, handler);
        }
    }

    /// <inheritdoc cref="Any"/>
    public void AnyOnce(string path, Func<GatewayServer, HttpContext, ValueTask<Admission>> admit, Func<GatewayCall, Task> handler) =>
        group.Map(path, Handler(admit, handler));

    public RequestDelegate Handler(Func<GatewayServer, HttpContext, ValueTask<Admission>> admit, Func<GatewayCall, Task> handler) =>
        context => server.HandleAsync(context, admit, handler);

    private void Add(string method, string path, GatewayScopes needed, Func<GatewayCall, Task> handler) => group
        .MapMethods(path, [method], context => server.HandleAsync(context, needed, handler))
        .WithMetadata(new RouteScope(needed));
}
