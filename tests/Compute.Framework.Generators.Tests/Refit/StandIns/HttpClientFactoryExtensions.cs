using Microsoft.Extensions.DependencyInjection;

namespace Refit;

/// <summary>The shape of Refit's own.</summary>
internal static class HttpClientFactoryExtensions
{
    public static IHttpClientBuilder AddRefitClient<T>(this IServiceCollection services, RefitSettings? settings = null)
        where T : class => services
        .AddHttpClient($"Refit {typeof(T).FullName}")
        .AddTypedClient(http => RestService.For<T>(http, settings));
}
