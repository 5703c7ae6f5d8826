using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework.Runtime;

/// <summary>Clients of a provider that another library registers, such as Refit's. Called by generated registration methods.</summary>
public static class ProviderHttpClients
{
    /// <summary>Gives the client what the provider's own <see cref="ProviderActivator.Http"/> has: no time-out of its own, connections
    /// that follow changes of names, and repetition of what is idempotent and transient.</summary>
    /// <param name="client">The client.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="baseAddress">Where its calls go, asked when a client is made; null leaves the address to the application.</param>
    public static IHttpClientBuilder Configure(IHttpClientBuilder client, string provider, Func<ProviderActivator, Uri?>? baseAddress = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(provider);
        if (baseAddress is not null)
        {
            client.ConfigureHttpClient((services, http) => http.BaseAddress = WithoutSlash(baseAddress(new ProviderActivator(provider, services))));
        }

        return ComputeHttpClients.Configure(client);
    }

    /// <summary>The paths of such interfaces begin with a slash and are put behind the address.</summary>
    internal static Uri? WithoutSlash(Uri? address) =>
        address is { IsAbsoluteUri: true } && address.AbsoluteUri.EndsWith('/') ? new Uri(address.AbsoluteUri.TrimEnd('/')) : address;
}
