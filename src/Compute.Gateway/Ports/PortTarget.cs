using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Compute.Gateway.Ports;

/// <summary>Where a request to a port goes, and what the caller sees as the port's address.</summary>
/// <param name="Endpoint">The endpoint that the provider knows.</param>
/// <param name="Path">The path below it as the caller wrote it, beginning with <c>/</c>.</param>
/// <param name="Prefix">The path before it at the gateway; empty by host name.</param>
internal sealed record PortTarget(SandboxEndpoint Endpoint, string Path, string Prefix)
{
    private const int MostDecodings = 4;

    /// <summary>The names of headers that are the gateway's and not the sandbox's.</summary>
    public required IReadOnlyList<string> Withheld { get; init; }

    /// <summary>Whether the caller's <c>Authorization</c> is meant for the sandbox, because the gateway reads none here.</summary>
    public bool TakesAuthorization { get; init; }

    /// <summary>The path of a request as the caller wrote it.</summary>
    public static string PathOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return (target.StartsWith('/') ? target : new Uri(target).PathAndQuery).Split('?')[0];
    }

    /// <summary>By path, all sandboxes share one site: no cookie passes in either direction.</summary>
    public bool IsByPath => Prefix.Length > 0;

    /// <summary>The address that is asked.</summary>
    /// <exception cref="GatewayRefusal">The path would lead out of the port.</exception>
    public Uri AddressOf(QueryString query)
    {
        var own = Endpoint.Url.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return !ClimbsOut(Path)
            && Uri.TryCreate(own + Path + Join(Endpoint.Url.Query, query).ToUriComponent(), UriKind.Absolute, out var address)
            && address.AbsoluteUri.StartsWith(own + "/", StringComparison.Ordinal)
            && address.Authority == Endpoint.Url.Authority
            ? address
            : throw new GatewayRefusal(StatusCodes.Status400BadRequest, "invalid-path", "The path leads out of the port.");
    }

    /// <summary>A redirection as the caller can follow it: one to the port itself leads through the gateway, all others are as they
    /// are.</summary>
    public string Relocate(string location)
    {
        if (location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal))
        {
            return Prefix + location;
        }

        return Uri.TryCreate(location, UriKind.Absolute, out var absolute) && absolute.Authority == Endpoint.Url.Authority
            ? Prefix + absolute.PathAndQuery + absolute.Fragment
            : location;
    }

    /// <summary>A token of the endpoint comes first, so that the caller's query does not take its place.</summary>
    private static QueryString Join(string own, QueryString given) =>
        own.Length <= 1 ? given
        : given.HasValue && given.Value.Length > 1 ? new QueryString($"{own}&{given.Value[1..]}")
        : new QueryString(own);

    /// <summary>Whatever decodes the path once more must not find a way up.</summary>
    private static bool ClimbsOut(string path)
    {
        for (var i = 0; i < MostDecodings; i++)
        {
            if (path.Split('/', '\\').Any(static segment => segment is ".." or "."))
            {
                return true;
            }

            var decoded = Uri.UnescapeDataString(path);
            if (decoded == path)
            {
                return false;
            }

            path = decoded;
        }

        return true;
    }
}
