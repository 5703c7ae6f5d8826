using Compute.Gateway.Description;
using Compute.Gateway.Routes;
using Compute.Gateway.State;
using Compute.Gateway.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds the gateway to an application.</summary>
public static class ComputeGatewayExtensions
{
    /// <summary>Serves the providers of <c>AddCompute()</c> below <c>/v1</c>: the default one, and each below
    /// <c>/v1/providers/{name}</c>.</summary>
    /// <remarks>Without <see cref="Compute.Gateway.GatewayOptions.Keys"/> it serves only callers on this machine, over loopback.
    /// Options are those of the services (<c>Configure&lt;GatewayOptions&gt;</c>), changed by <paramref name="configure"/>.</remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="configure">Changes the options; null for no change.</param>
    /// <exception cref="InvalidOperationException"><paramref name="configure"/> comes after the options were read: after
    /// <c>MapE2B</c>.</exception>
    public static IEndpointConventionBuilder MapCompute(
        this IEndpointRouteBuilder endpoints, Action<Compute.Gateway.GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var server = GatewayServers.Of(endpoints.ServiceProvider, configure);
        var group = endpoints.MapGroup("/" + GatewayProtocol.Version);
        HealthRoutes.Map(group, server);
        DescriptionRoutes.Map(group);
        var routes = new RouteTable(server, group);
        ProviderRoutes.Map(routes);
        SandboxRoutes.Map(routes);
        CommandRoutes.Map(routes);
        ProcessRoutes.Map(routes);
        FileRoutes.Map(routes);
        LifecycleRoutes.Map(routes);
        SnapshotRoutes.Map(routes);
        StoreRoutes.Map(routes);
        ObservationRoutes.Map(routes);
        KeyRoutes.Map(routes);
        SocketRoutes.Map(routes);
        PortRoutes.Map(routes, endpoints, server.Options);
        return group;
    }
}
