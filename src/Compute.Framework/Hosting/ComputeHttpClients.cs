using Compute.Framework.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework.Runtime;

/// <summary>The HTTP clients that providers get.</summary>
internal static class ComputeHttpClients
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Long enough to reuse connections, short enough to detect DNS changes.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Returns the name of a provider's client, by which an application can configure it.</summary>
    public static string NameOf(string provider) => $"compute-{provider}";

    public static HttpClient Create() =>
        new(new TransientRetryHandler { InnerHandler = CreateHandler() }) { Timeout = Timeout.InfiniteTimeSpan };

    public static void Add(IServiceCollection services, string provider) => services.AddHttpClient(NameOf(provider))
        .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(CreateHandler)
        .AddHttpMessageHandler(() => new TransientRetryHandler());

    /// <summary>The paths of an interface of calls begin with a slash and are appended to the address.</summary>
    public static Uri? WithoutSlash(Uri? address) =>
        address is { IsAbsoluteUri: true } && address.AbsoluteUri.EndsWith('/') ? new Uri(address.AbsoluteUri.TrimEnd('/')) : address;

    private static SocketsHttpHandler CreateHandler() =>
        new() { ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = ConnectionLifetime };
}
