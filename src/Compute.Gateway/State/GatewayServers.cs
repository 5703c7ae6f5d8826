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

    /// <exception cref="InvalidOperationException">The options are to be changed when the gateway is there already.</exception>
    public static GatewayServer Of(IServiceProvider services, Action<GatewayOptions>? configure = null)
    {
        var isConfigured = false;
        var server = Servers.GetValue(services, key =>
        {
            var options = key.GetService<IOptions<GatewayOptions>>()?.Value ?? new GatewayOptions();
            configure?.Invoke(options);
            isConfigured = true;
            return Create(key, options);
        });
        return configure is null || isConfigured
            ? server
            : throw new InvalidOperationException(
                "The gateway's options are read already: call MapCompute(options => …) before MapE2B(), or use " +
                "services.Configure<GatewayOptions>(options => …).");
    }

    private static GatewayServer Create(IServiceProvider services, GatewayOptions options)
    {
        var server = new GatewayServer(
            services,
            options,
            services.GetRequiredService<ILoggerFactory>(),
            services.GetService<TimeProvider>() ?? TimeProvider.System);
        var lifetime = services.GetService<IHostApplicationLifetime>();
        lifetime?.ApplicationStopping.Register(() => server.DrainAsync().Wait());
        lifetime?.ApplicationStopped.Register(() => server.DisposeAsync().AsTask().Wait());
        return server;
    }
}
