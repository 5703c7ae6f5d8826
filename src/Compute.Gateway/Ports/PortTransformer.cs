using System.Net.Http.Headers;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Compute.Gateway.Ports;

/// <summary>What a sandbox gets to see of a request, and a caller of its response. The hop's own headers YARP leaves out.</summary>
internal sealed class PortTransformer(PortTarget target, Uri address) : HttpTransformer
{
    private static readonly string[] Withheld =
    [
        HeaderNames.ProxyAuthorization, "Forwarded", "X-Forwarded-For", "X-Forwarded-Host",
        "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP",
    ];

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken).ConfigureAwait(false);
        var request = httpContext.Request;
        proxyRequest.RequestUri = address;
        var headers = proxyRequest.Headers;
        headers.Host = null;
        foreach (var name in Withheld.Concat(target.Withheld).Concat(Nominated(request.Headers.Connection)))
        {
            Remove(headers, name);
            Remove(proxyRequest.Content?.Headers, name);
        }

        if (!PassesOn(request.Headers))
        {
            headers.Remove(HeaderNames.Authorization);
        }

        headers.Remove(HeaderNames.Cookie);
        if (!target.IsByPath && CookiesOf(request) is { Length: > 0 } cookies)
        {
            headers.TryAddWithoutValidation(HeaderNames.Cookie, cookies);
        }

        headers.TryAddWithoutValidation("X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.Value);
        if (target.IsByPath)
        {
            headers.TryAddWithoutValidation("X-Forwarded-Prefix", target.Prefix);
        }

        foreach (var (name, value) in target.Endpoint.Headers)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var headers = httpContext.Response.Headers;
        headers.Remove(GatewayProtocol.Instance);
        headers.Remove(HeaderNames.XContentTypeOptions);
        var isBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken).ConfigureAwait(false);
        if (proxyResponse is null)
        {
            return isBody;
        }

        if (headers.Location is [{ } location])
        {
            headers.Location = target.Relocate(location);
        }

        // A sandbox sets cookies for itself, and neither for its neighbours nor the gateway.
        headers.SetCookie = target.IsByPath ? StringValues.Empty : new StringValues(
            [.. headers.SetCookie.Where(static cookie => cookie is not null && !IsForOthers(cookie))]);
        headers.Remove("Service-Worker-Allowed");
        if (target.IsByPath)
        {
            // The path may contain a link.
            headers["Referrer-Policy"] = "no-referrer";
        }

        return isBody;
    }

    /// <summary>Whether the caller's <c>Authorization</c> is meant for the sandbox: not if it is, or looks like, a key of the
    /// gateway.</summary>
    private bool PassesOn(IHeaderDictionary headers) =>
        headers.Authorization is [{ } value]
        && (target.TakesAuthorization || headers.ContainsKey(GatewayProtocol.Key) || headers.ContainsKey(GatewayProtocol.Link))
        && !value.Contains(GatewayKey.Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Asks first, because headers of contents and of requests refuse each other's names.</summary>
    private static void Remove(HttpHeaders? headers, string name)
    {
        if (headers?.NonValidated.Contains(name) is true)
        {
            headers.Remove(name);
        }
    }

    private static IEnumerable<string> Nominated(StringValues connection) => connection
        .SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(static name => !name.Equals("upgrade", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("close", StringComparison.OrdinalIgnoreCase));

    private static string CookiesOf(HttpRequest request) => string.Join("; ", request.Headers.Cookie
        .SelectMany(static line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(static cookie => cookie.Split('=')[0] is not (PortAccess.LinkQuery or PortAccess.SecureCookie)));

    private static bool IsForOthers(string cookie) =>
        !SetCookieHeaderValue.TryParse(cookie, out var parsed) || parsed.Domain.Length > 0
        || parsed.Name.Equals(PortAccess.LinkQuery, StringComparison.OrdinalIgnoreCase)
        || parsed.Name.Equals(PortAccess.SecureCookie, StringComparison.OrdinalIgnoreCase);
}
