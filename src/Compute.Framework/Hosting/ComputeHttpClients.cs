using Compute.Framework.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework.Runtime;

/// <summary>The HTTP clients that providers get.</summary>
internal static class ComputeHttpClients
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Long enough to reuse connections, short enough to follow changes of names.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The name of a provider's client, by which an application can configure it further.</summary>
    public static string NameOf(string provider) => $"compute-{provider}";

    public static HttpClient Create() =>
        new(new TransientRetryHandler { InnerHandler = CreateHandler() }) { Timeout = Timeout.InfiniteTimeSpan };

    public static void Add(IServiceCollection services, string provider) => Configure(services.AddHttpClient(NameOf(provider)));

    /// <summary>Gives a client what every client of a provider has.</summary>
    public static IHttpClientBuilder Configure(IHttpClientBuilder client) => client
        .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(CreateHandler)
        .AddHttpMessageHandler(() => new TransientRetryHandler());

    private static SocketsHttpHandler CreateHandler() =>
        new() { ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = ConnectionLifetime };
}
