using System.Net;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Access;

/// <summary>Finds out who makes a request, and refuses what the caller may not do.</summary>
internal sealed class AccessControl(KeyRing keys)
{
    private const string Scheme = "Bearer ";
    private const int MaxKeyLength = 512;

    /// <param name="context">The request.</param>
    /// <param name="needed">What the caller wants to do.</param>
    /// <param name="keyHeader">A header that may have the key where there is no <c>Authorization</c>; null for none.</param>
    /// <exception cref="GatewayRefusal">The caller may not make the request.</exception>
    public async ValueTask<Caller> AuthorizeAsync(HttpContext context, GatewayScopes needed, string? keyHeader = null)
    {
        var caller = keys.IsNeeded ? await KeyHolderAsync(context, keyHeader).ConfigureAwait(false) : LocalCaller(context);
        return caller.Scopes.HasFlag(needed) && (caller.Tenant is null || !needed.HasFlag(GatewayScopes.Administer))
            ? caller
            : throw new GatewayRefusal(StatusCodes.Status403Forbidden, "forbidden", $"The key lacks the scope {needed}.");
    }

    /// <summary>Who made something earlier, with a key that is still valid; null if it is not.</summary>
    /// <param name="keyId">The key; null for what needed none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Caller?> FindAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (keyId is null)
        {
            return keys.IsNeeded ? null : Caller.Local;
        }

        return await keys.FindByIdAsync(keyId, cancellationToken).ConfigureAwait(false) is { } key ? CallerOf(key) : null;
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

    private static Caller CallerOf(GatewayKey key) => new(key.Id, key.Tenant, key.Scopes, key.Limits);

    private async ValueTask<Caller> KeyHolderAsync(HttpContext context, string? keyHeader)
    {
        if (SecretOf(context.Request.Headers, keyHeader) is { } secret
            && await keys.FindAsync(secret, context.RequestAborted).ConfigureAwait(false) is { } key)
        {
            return CallerOf(key);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new GatewayRefusal(StatusCodes.Status401Unauthorized, "unauthorized", "A valid key is missing: Authorization: Bearer …");
    }

    /// <summary>What the caller presents as a key: the header of its own first, because <c>Authorization</c> may be meant for the program
    /// behind a port.</summary>
    private static string? SecretOf(IHeaderDictionary headers, string? keyHeader)
    {
        if (headers.ContainsKey(GatewayProtocol.Key))
        {
            return headers[GatewayProtocol.Key] is [{ Length: <= MaxKeyLength } own] ? own.Trim() : null;
        }

        if (keyHeader is not null && headers.Authorization.Count == 0)
        {
            return headers[keyHeader] is [{ Length: <= MaxKeyLength } given] ? given.Trim() : null;
        }

        return headers.Authorization is [{ Length: <= MaxKeyLength } header]
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
    }
}
