using Compute.Gateway.E2B;
using Compute.Gateway.E2B.Api;
using Compute.Gateway.E2B.Envd;
using Compute.Gateway.E2B.Interpreter;
using Compute.Gateway.E2B.Rpc;
using Compute.Gateway.E2B.State;
using Compute.Gateway.E2B.Traffic;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds E2B's interface to an application.</summary>
public static class E2BExtensions
{
    /// <summary>Serves E2B's control interface and its interface in sandboxes (envd) over a provider of <c>AddCompute()</c>, so that
    /// E2B's own SDKs work unchanged.</summary>
    /// <remarks>It shares the keys, tenants and limits of <see cref="ComputeGatewayExtensions.MapCompute"/>, whether or not that is
    /// mapped: <c>E2B_API_KEY</c> is a key of <see cref="Compute.Gateway.GatewayOptions.Keys"/>. SDKs find it by <c>E2B_API_URL</c> and
    /// <c>E2B_SANDBOX_URL</c>, or by <c>E2B_DOMAIN</c> where <c>*.{domain}</c> leads here over TLS. Options are those of the services
    /// (<c>Configure&lt;E2BOptions&gt;</c>), changed by <paramref name="configure"/>.</remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="configure">Changes the options; null for no change.</param>
    /// <exception cref="ArgumentException">The token secret is too short.</exception>
    public static IEndpointConventionBuilder MapE2B(this IEndpointRouteBuilder endpoints, Action<E2BOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var options = services.GetService<IOptions<E2BOptions>>()?.Value ?? new E2BOptions();
        configure?.Invoke(options);
        var server = new E2BServer(GatewayServers.Of(services), options);
        var group = endpoints.MapGroup("");
        ApiRoutes.Map(group, server);
        EnvdRoutes.Map(group, server);
        ProcessService.Map(group, server);
        FilesystemService.Map(group, server);
        InterpreterRoutes.Map(group, server);
        TrafficRoutes.Map(group, server);
        return group;
    }
}
