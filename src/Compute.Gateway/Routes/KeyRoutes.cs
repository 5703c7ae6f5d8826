using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>Keys, for operators: they are added and removed while the gateway runs.</summary>
internal static class KeyRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.MapOnce(HttpMethods.Post, "/keys", GatewayScopes.Administer, CreateAsync);
        routes.MapOnce(HttpMethods.Get, "/keys", GatewayScopes.Administer, ListAsync);
        routes.MapOnce(HttpMethods.Delete, "/keys/{key}", GatewayScopes.Administer, RemoveAsync);
    }

    /// <summary>Creates a key, which is in this response and nowhere else.</summary>
    private static async Task CreateAsync(GatewayCall call)
    {
        var store = Store(call);
        var body = await call.FindBodyAsync(GatewayJson.Default.KeyRequest).ConfigureAwait(false)
            ?? new KeyRequest(null, null, null, null, null);
        if (body.RequestsPerMinute is < 1 or > 1_000_000)
        {
            throw GatewayCall.Invalid("requestsPerMinute", "1 to 1000000");
        }

        if (body.Sandboxes is < 0)
        {
            throw GatewayCall.Invalid("sandboxes", "0 or more");
        }

        if (body.Lifetime is { } given && (given <= TimeSpan.Zero || given > TimeSpan.FromDays(36_500)))
        {
            throw GatewayCall.Invalid("lifetime", "more than zero and at most 36500 days");
        }

        var expires = body.Lifetime is { } lifetime ? call.Server.Time.GetUtcNow() + lifetime : (DateTimeOffset?)null;
        var key = GatewayKey.Create(body.Tenant, ScopesOf(body.Scopes), expires, out var secret) with
        {
            Limits = body.RequestsPerMinute is null && body.Sandboxes is null
                ? null
                : new GatewayKeyLimits { RequestsPerMinute = body.RequestsPerMinute, Sandboxes = body.Sandboxes },
        };
        await store.AddAsync(key, call.Aborted).ConfigureAwait(false);
        call.Subject.Resource = key.Id;
        call.Context.Response.Headers.CacheControl = "no-store";
        await call.WriteAsync(Describe(key) with { Key = secret }, GatewayJson.Default.KeyResponse, StatusCodes.Status201Created)
            .ConfigureAwait(false);
    }

    private static async Task ListAsync(GatewayCall call)
    {
        var keys = await Store(call).ListAsync(call.Aborted).Select(Describe).ToListAsync(call.Aborted).ConfigureAwait(false);
        await call.WriteAsync(keys, GatewayJson.Default.ListKeyResponse, StatusCodes.Status200OK).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(GatewayCall call)
    {
        await Store(call).RemoveAsync(call.Route("key"), call.Aborted).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    private static IGatewayKeyStore Store(GatewayCall call) => call.Server.Keys.Store
        ?? throw new GatewayRefusal(
            StatusCodes.Status422UnprocessableEntity, "no-key-store", "This gateway has no store of keys: set GatewayOptions.KeyFile.");

    private static GatewayScopes ScopesOf(IReadOnlyList<string>? names) => names is null
        ? GatewayScopes.All
        : names.Aggregate(GatewayScopes.None, static (all, name) =>
            Enum.TryParse<GatewayScopes>(name, ignoreCase: true, out var scope) && Enum.IsDefined(scope) && !char.IsAsciiDigit(name[0])
                ? all | scope
                : throw GatewayCall.Invalid("scopes", $"some of {string.Join(", ", Enum.GetNames<GatewayScopes>())}"));

    private static KeyResponse Describe(GatewayKey key) => new(
        key.Id,
        null,
        key.Tenant,
        [.. key.Scopes.ToString().Split(", ")],
        key.ExpiresAt,
        key.Limits?.RequestsPerMinute,
        key.Limits?.Sandboxes);
}
