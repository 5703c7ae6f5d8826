using Compute.Gateway.Access;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Ports;

/// <summary>Who may reach a port: the holder of a key, or of a link.</summary>
internal sealed class PortAccess(AccessControl access, PortLinks links)
{
    /// <summary>The parameter of an address, and the name of the cookie, that carry a link by host name.</summary>
    public const string LinkQuery = "compute-link";

    /// <summary>A cookie of this name is of one host alone, and no other can set it; only over TLS.</summary>
    public const string SecureCookie = "__Host-compute-link";

    /// <summary>The link, if the request has one for this port; null for a request with a key.</summary>
    /// <exception cref="GatewayRefusal">The link is invalid, expired, or for something else.</exception>
    public PortLink? FindLink(HttpRequest request, string provider, string sandboxId, int port)
    {
        var text = request.Headers[GatewayProtocol.Link] is [{ } header]
            ? header
            : request.Query[LinkQuery] is [{ Length: > 0 } query] ? query : CookieOf(request);
        if (text is null)
        {
            return null;
        }

        var link = links.Open(text);
        return link.Provider == provider && link.Port == port && link.SandboxId == sandboxId
            ? link
            : throw new GatewayRefusal(StatusCodes.Status401Unauthorized, "invalid-link", "The link is for another port.");
    }

    /// <summary>The link of a path, whatever it opens.</summary>
    public PortLink Open(string token) => links.Open(token);

    /// <summary>Who makes the request: with a link, whoever made the link.</summary>
    public async ValueTask<Caller> CallerAsync(HttpContext context, PortLink? link)
    {
        if (link is null)
        {
            return await access.AuthorizeAsync(context, GatewayScopes.Execute).ConfigureAwait(false);
        }

        var maker = await access.FindAsync(link.KeyId, context.RequestAborted).ConfigureAwait(false);
        return maker is not null && maker.Scopes.HasFlag(GatewayScopes.Execute)
            ? maker with { Tenant = link.Tenant, Scopes = GatewayScopes.Execute }
            : throw new GatewayRefusal(
                StatusCodes.Status401Unauthorized, "expired-link", "The key that the link was made with is no longer valid.");
    }

    /// <summary>A cookie comes with every request of a browser, also with those that pages of other hosts make: only pages of this host,
    /// and people who follow a link to it, are served.</summary>
    private static string? CookieOf(HttpRequest request)
    {
        var cookie = request.Cookies[request.IsHttps ? SecureCookie : LinkQuery];
        if (cookie is null)
        {
            return null;
        }

        var isOwn = request.Headers.Origin is not [{ } origin]
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
        var isForeign = request.Headers["Sec-Fetch-Site"].ToString() is "same-site" or "cross-site";
        var isVisit = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate";
        return isOwn && (!isForeign || isVisit)
            ? cookie
            : throw new GatewayRefusal(
                StatusCodes.Status403Forbidden, "forbidden", "A page of another site asks with the cookie of this one.");
    }
}
