using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Ports;

/// <summary>The addresses of sandboxes' ports: below the gateway's own address, and, where a domain is configured, by host name.</summary>
internal sealed class PortAddresses(GatewayOptions options)
{
    private const int MaxLabel = 63;

    /// <summary>The address of a port without a link: a host name if there can be one, otherwise a path.</summary>
    public Uri Of(HttpRequest request, string provider, string sandboxId, int port) =>
        ByHost(request, provider, sandboxId, port) ?? Root(
            request,
            (provider.Length == 0 ? "" : $"providers/{Uri.EscapeDataString(provider)}/")
            + string.Create(CultureInfo.InvariantCulture, $"sandboxes/{PathSegment.Encode(sandboxId)}/ports/{port}/"));

    /// <summary>The address that opens a port with a link alone.</summary>
    public Uri OfLink(HttpRequest request, PortLink link, string token) =>
        ByHost(request, link.Provider, link.SandboxId, link.Port) is { } host
            ? new Uri(host, $"?{PortAccess.LinkQuery}={token}")
            : Root(request, $"links/{token}/");

    /// <summary>Reads <c>8080-id.domain</c>, and <c>8080-id.provider.domain</c> for a provider by its name.</summary>
    public bool TryParse(string host, out (string Provider, string SandboxId, int Port) address)
    {
        address = default;
        if (options.PortsDomain is not { } domain || !host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var labels = host[..^(domain.Length + 1)].ToLowerInvariant().Split('.');
        var dash = labels[0].IndexOf('-', StringComparison.Ordinal);
        if (labels.Length > 2 || dash < 1 || dash == labels[0].Length - 1
            || !ushort.TryParse(labels[0][..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            return false;
        }

        address = (labels.Length == 2 ? labels[1] : "", labels[0][(dash + 1)..], port);
        return true;
    }

    /// <summary>Names of hosts have no case, and parts of at most 63 characters: what does not fit has a path alone.</summary>
    private Uri? ByHost(HttpRequest request, string provider, string sandboxId, int port)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"{port}-{sandboxId}");
        if (options.PortsDomain is not { } domain || label.Length > MaxLabel || !IsLabel(sandboxId)
            || (provider.Length > 0 && !IsLabel(provider)))
        {
            return null;
        }

        var own = Own(request);
        return new UriBuilder(own.Scheme, $"{label}.{(provider.Length == 0 ? "" : provider + ".")}{domain}", own.Port, "/").Uri;
    }

    private Uri Root(HttpRequest request, string path) =>
        new(new Uri(Own(request).AbsoluteUri.TrimEnd('/') + '/'), $"{GatewayProtocol.Version}/{path}");

    /// <summary>How callers reach the gateway: as it is configured, or as this one does.</summary>
    private Uri Own(HttpRequest request) =>
        options.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}");

    private static bool IsLabel(string text) => text.Length is > 0 and <= MaxLabel && text[^1] != '-'
        && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
