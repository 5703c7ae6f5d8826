using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Compute.Gateway.State;

/// <summary>The one gateway of an application, whatever interfaces it has: keys, tenants, sandboxes and processes are the same for
/// all.</summary>
internal static class GatewayServers
{
    private static readonly ConditionalWeakTable<IServiceProvider, GatewayServer> Servers = [];

    public static GatewayServer Of(IServiceProvider services, Action<GatewayOptions>? configure = null)
    {
        var server = Servers.GetValue(services, Create);
        configure?.Invoke(server.Options);
        return server;
    }

    private static GatewayServer Create(IServiceProvider services)
    {
        var server = new GatewayServer(
            services,
            services.GetService<IOptions<GatewayOptions>>()?.Value ?? new GatewayOptions(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Compute.Gateway"),
            services.GetService<TimeProvider>() ?? TimeProvider.System);
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(() => server.StopAsync().AsTask().Wait());
        return server;
    }
}
