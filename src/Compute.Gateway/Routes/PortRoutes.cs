using System.Globalization;
using Compute.Gateway.Access;
using Compute.Gateway.Http;
using Compute.Gateway.Ports;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Compute.Gateway.Routes;

/// <summary>Ports of sandboxes: where they are reached, links to them, and the way through the gateway.</summary>
internal static class PortRoutes
{
    private const string One = "/sandboxes/{id}/ports/{port}";

    private static readonly string[] Withheld = [GatewayProtocol.Key, GatewayProtocol.Link];

    public static void Map(RouteTable routes, IEndpointRouteBuilder endpoints, GatewayOptions options)
    {
        routes.Map(HttpMethods.Get, "/sandboxes/{id}/endpoints/{port}", GatewayScopes.Execute, EndpointAsync);
        routes.Map(HttpMethods.Post, One + "/links", GatewayScopes.Execute, LinkAsync);
        routes.Any(One, PathAdmissionAsync, ByPathAsync);
        routes.Any(One + "/{**path}", PathAdmissionAsync, ByPathAsync);
        routes.AnyOnce("/links/{link}/{**path}", LinkAdmissionAsync, ByLinkAsync);
        if (options.PortsDomain is { } domain)
        {
            // Before all routes: on these hosts every path is the sandbox's.
            endpoints.Map("/{**path}", routes.Handler(HostAdmissionAsync, ByHostAsync)).RequireHost("*." + domain)
                .Add(static builder => ((RouteEndpointBuilder)builder).Order = int.MinValue);
        }
    }

    /// <summary>The address leads through the gateway, and the header opens it until the link expires.</summary>
    private static async Task EndpointAsync(GatewayCall call)
    {
        var (id, port) = (call.Route("id"), Port(call.Route("port")));
        await SourceAsync(call, id, port).ConfigureAwait(false);
        var url = call.Server.PortAddresses.Of(call.Context.Request, call.ProviderKey, id, port);
        var (_, token) = Sign(call, id, port, call.Server.Options.LinkLifetime);
        await call.WriteAsync(new SandboxEndpoint
        {
            Url = url,
            Host = url.IdnHost,
            Port = url.Port,
            Headers = new Dictionary<string, string> { [GatewayProtocol.Link] = token },
        }).ConfigureAwait(false);
    }

    /// <summary>An address that opens the port by itself, for browsers and others.</summary>
    private static async Task LinkAsync(GatewayCall call)
    {
        var (id, port) = (call.Route("id"), Port(call.Route("port")));
        var body = await call.FindBodyAsync(GatewayJson.Default.LifetimeRequest).ConfigureAwait(false);
        var (lifetime, longest) = (body?.Lifetime ?? call.Server.Options.LinkLifetime, call.Server.Options.MaxLinkLifetime);
        if (lifetime <= TimeSpan.Zero || lifetime > longest)
        {
            throw GatewayCall.Invalid("lifetime", $"more than zero and at most {longest}");
        }

        await SourceAsync(call, id, port).ConfigureAwait(false);
        var (link, token) = Sign(call, id, port, lifetime);
        await call.WriteAsync(
            new LinkResponse(
                call.Server.PortAddresses.OfLink(call.Context.Request, link, token), DateTimeOffset.FromUnixTimeSeconds(link.Expires)),
            GatewayJson.Default.LinkResponse,
            StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static (PortLink Link, string Token) Sign(GatewayCall call, string id, int port, TimeSpan lifetime)
    {
        var expires = (call.Server.Time.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        var link = new PortLink(call.ProviderKey, id, port, expires, call.Caller.Tenant, call.Caller.KeyId);
        return (link, call.Server.PortLinks.Sign(link));
    }

    private static async ValueTask<Admission> PathAdmissionAsync(GatewayServer server, HttpContext context)
    {
        var provider = context.GetRouteValue("provider") as string ?? "";
        var (id, port) = (GatewayCall.Route(context, "id"), Port(GatewayCall.Route(context, "port")));
        var link = server.PortAccess.FindLink(context.Request, provider, id, port);
        return new Admission(await server.PortAccess.CallerAsync(context, link).ConfigureAwait(false), provider);
    }

    private static async ValueTask<Admission> LinkAdmissionAsync(GatewayServer server, HttpContext context)
    {
        var link = server.PortAccess.Open(context.GetRouteValue("link") as string ?? "");
        return new Admission(await server.PortAccess.CallerAsync(context, link).ConfigureAwait(false), link.Provider);
    }

    private static async ValueTask<Admission> HostAdmissionAsync(GatewayServer server, HttpContext context)
    {
        var (provider, id, port) = HostAddress(server, context.Request);
        var link = server.PortAccess.FindLink(context.Request, provider, id, port);
        return new Admission(await server.PortAccess.CallerAsync(context, link).ConfigureAwait(false), provider);
    }

    private static Task ByPathAsync(GatewayCall call)
    {
        var port = Port(call.Route("port"));
        return ForwardAsync(call, call.Route("id"), port, isByPath: true);
    }

    private static Task ByLinkAsync(GatewayCall call)
    {
        var link = call.Server.PortAccess.Open(call.Route("link"));
        return ForwardAsync(call, link.SandboxId, link.Port, isByPath: true);
    }

    private static Task ByHostAsync(GatewayCall call)
    {
        var request = call.Context.Request;
        var (_, id, port) = HostAddress(call.Server, request);
        if (request.Query[PortAccess.LinkQuery] is [{ Length: > 0 } token] && IsVisit(request))
        {
            // A person follows a link: the address that the browser shows, and sends to others, has it no longer.
            call.Context.Response.Cookies.Append(
                request.IsHttps ? PortAccess.SecureCookie : PortAccess.LinkQuery,
                token,
                new CookieOptions { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/" });
            call.Context.Response.Headers["Referrer-Policy"] = "no-referrer";
            call.Context.Response.Redirect(request.PathBase + request.Path.ToUriComponent() + QueryOf(request).ToUriComponent());
            return Task.CompletedTask;
        }

        return ForwardAsync(call, id, port, isByPath: false);
    }

    private static async Task ForwardAsync(GatewayCall call, string id, int port, bool isByPath)
    {
        var endpoint = await SourceAsync(call, id, port).ConfigureAwait(false);
        var request = call.Context.Request;
        var (prefix, path) = Split(call.Context, isByPath);

        // A connection that was upgraded would keep a shutdown waiting.
        using var cutting = call.Server.Shutdown.Over.Register(call.Context.Abort);
        ProcessRoutes.BeginBody(call, call.Server.Options.MaxFileBytes);
        await call.Server.Forwarder.ForwardAsync(
            call.Context, new PortTarget(endpoint, path, prefix) { Withheld = Withheld }, QueryOf(request)).ConfigureAwait(false);
    }

    /// <summary>The path as the caller wrote it, before and after the port. Segments are counted, because what is decoded cannot be encoded
    /// as it was; paths with segments that go up are refused later.</summary>
    private static (string Prefix, string Path) Split(HttpContext context, bool isByPath)
    {
        var path = PortTarget.PathOf(context);
        var segments = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments;
        var isOpen = segments[^1].Parts[^1] is RoutePatternParameterPart { IsCatchAll: true };
        var skipped = isByPath ? context.Request.PathBase.Value!.Count(static c => c == '/') + segments.Count - (isOpen ? 1 : 0) : 0;
        var at = 0;
        for (; skipped > 0 && at < path.Length; skipped--)
        {
            at = path.IndexOf('/', at + 1) is > 0 and var next ? next : path.Length;
        }

        return (isByPath ? path[..at] : "", at < path.Length ? path[at..] : "/");
    }

    /// <summary>The endpoint that the provider knows, if the caller may see the sandbox and the sandbox publishes the port.</summary>
    private static async Task<SandboxEndpoint> SourceAsync(GatewayCall call, string id, int port)
    {
        (call.Subject.SandboxId, call.Subject.Resource) = (id, port.ToString(CultureInfo.InvariantCulture));
        var sandbox = await call.Server.Sandboxes.RequireAsync(call, id).ConfigureAwait(false);
        return await ProcessRoutes.Require<IEndpointSource>(sandbox, SandboxOperation.GetEndpoint)
            .GetEndpointAsync(port, call.Aborted).ConfigureAwait(false);
    }

    private static (string Provider, string SandboxId, int Port) HostAddress(GatewayServer server, HttpRequest request) =>
        server.PortAddresses.TryParse(request.Host.Host, out var address)
            ? address
            : throw new GatewayRefusal(StatusCodes.Status404NotFound, "no-port", "The host's name is not that of a sandbox's port.");

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= ushort.MaxValue
            ? number
            : throw GatewayCall.Invalid("port", "1 to 65535");

    private static bool IsVisit(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && (request.Headers["Sec-Fetch-Mode"] == "navigate"
            || request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal));

    /// <summary>The query without a link, which the sandbox does not get to see.</summary>
    private static QueryString QueryOf(HttpRequest request)
    {
        var parts = (request.QueryString.Value ?? "").TrimStart('?').Split('&')
            .Where(static part => Uri.UnescapeDataString(part.Split('=')[0]) != PortAccess.LinkQuery);
        return string.Join('&', parts) is { Length: > 0 } rest ? new QueryString("?" + rest) : default;
    }
}
