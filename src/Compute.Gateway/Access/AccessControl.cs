using System.Net;
using System.Text;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Access;

/// <summary>Finds out who makes a request, and refuses what the caller may not do.</summary>
internal sealed class AccessControl(GatewayOptions options, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const string ApiKeyHeader = "X-API-KEY";
    private const int MaxKeyLength = 512;

    /// <exception cref="GatewayRefusal">The caller may not make the request.</exception>
    public Caller Authorize(HttpContext context, GatewayScopes needed)
    {
        var caller = options.Keys.Count == 0 ? LocalCaller(context) : KeyHolder(context);
        return caller.Scopes.HasFlag(needed)
            ? caller
            : throw new GatewayRefusal(StatusCodes.Status403Forbidden, "forbidden", $"The key lacks the scope {needed}.");
    }

    /// <summary>Without keys, whoever is on this machine may do everything: programs, but no pages of a browser, and nobody whose request
    /// a proxy on this machine passes on.</summary>
    private static Caller LocalCaller(HttpContext context)
    {
        var headers = context.Request.Headers;
        var isLocal = context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && context.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)
            && IsLoopbackName(context.Request.Host.Host)
            && !headers.ContainsKey("Forwarded") && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey("Via")
            && !headers.ContainsKey("Origin") && !headers.ContainsKey("Sec-Fetch-Site");
        return isLocal
            ? Caller.Local
            : throw new GatewayRefusal(
                StatusCodes.Status403Forbidden,
                "forbidden",
                "This gateway has no keys, so that it serves only programs on its own machine.");
    }

    /// <summary>A name that some page's server resolves to loopback does not pass.</summary>
    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private Caller KeyHolder(HttpContext context)
    {
        if (PresentedKey(context.Request.Headers) is { } presented)
        {
            var hash = Encoding.ASCII.GetBytes(GatewayKey.HashOf(presented));
            foreach (var key in options.Keys)
            {
                if (key.Matches(hash) && !(key.ExpiresAt <= time.GetUtcNow()))
                {
                    return new Caller(key.Id, key.Tenant, key.Scopes);
                }
            }
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new GatewayRefusal(StatusCodes.Status401Unauthorized, "unauthorized", "A valid key is missing: Authorization: Bearer …");
    }

    /// <summary>The key in <c>Authorization: Bearer …</c>, or in the header that E2B's SDKs send.</summary>
    private static string? PresentedKey(IHeaderDictionary headers) => headers.Authorization switch
    {
        [{ Length: <= MaxKeyLength } header] when header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) =>
            header[Scheme.Length..].Trim(),
        [] when headers[ApiKeyHeader] is [{ Length: <= MaxKeyLength } key] => key.Trim(),
        _ => null,
    };
}
