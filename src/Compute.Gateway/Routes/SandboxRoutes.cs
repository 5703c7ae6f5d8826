using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>Create, get, list and destroy.</summary>
internal static class SandboxRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Map(HttpMethods.Post, "/sandboxes", GatewayScopes.Manage, CreateAsync);
        routes.Get("/sandboxes", ListAsync);
        routes.Get("/sandboxes/{id}", GetAsync);
        routes.Map(HttpMethods.Delete, "/sandboxes/{id}", GatewayScopes.Manage, DestroyAsync);
    }

    private static async Task CreateAsync(GatewayCall call)
    {
        call.Server.Shutdown.RequireOpen();
        var asked = await call.FindBodyAsync<CreateSandboxOptions>().ConfigureAwait(false) ?? new CreateSandboxOptions();
        var options = await CreateChecks.ApplyAsync(call, asked).ConfigureAwait(false);
        var key = call.Context.Request.Headers[GatewayProtocol.IdempotencyKey];
        var info = key switch
        {
            [] => await CreateAsync(call, options, call.Aborted).ConfigureAwait(false),
            [{ } one] => await call.Server.Creates.RunAsync(
                call, one, asked, token => CreateAsync(call, options, token)).ConfigureAwait(false),
            _ => throw GatewayCall.Invalid(GatewayProtocol.IdempotencyKey, "given once"),
        };
        call.Subject.SandboxId = info.Id;
        call.Context.Response.Headers.Location =
            $"{call.Context.Request.PathBase}{call.Context.Request.Path}/{PathSegment.Encode(info.Id)}";
        await call.WriteAsync(GatewayLabels.ToCaller(info), StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static Task<SandboxInfo> CreateAsync(GatewayCall call, CreateSandboxOptions options, CancellationToken cancellationToken) =>
        call.Server.Quotas.RunAsync(
            call, options, 1, (counted, token) => CreateAsync(call.Provider, counted, token), cancellationToken);

    private static async Task<SandboxInfo> CreateAsync(
        ISandboxProvider provider, CreateSandboxOptions options, CancellationToken cancellationToken)
    {
        var sandbox = await provider.CreateAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            return await sandbox.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await provider.DestroyAsync(sandbox.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private static Task ListAsync(GatewayCall call)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in call.Context.Request.Query["label"])
        {
            var at = label?.IndexOf('=', StringComparison.Ordinal) ?? -1;
            if (at <= 0 || !labels.TryAdd(label![..at], label[(at + 1)..]))
            {
                throw GatewayCall.Invalid("label", "name=value, each name once");
            }
        }

        var filter = new SandboxFilter { Labels = GatewayLabels.ToBackEnd(labels, call.Caller.Tenant) };
        return ItemStream.WriteLinesAsync(call, VisibleAsync(call, filter));
    }

    private static async IAsyncEnumerable<SandboxInfo> VisibleAsync(GatewayCall call, SandboxFilter filter)
    {
        await foreach (var info in call.Provider.ListAsync(filter, call.Aborted).ConfigureAwait(false))
        {
            // The provider has filtered; tenants do not depend on it.
            if (GatewayLabels.IsVisible(info.Labels, call.Caller.Tenant))
            {
                yield return GatewayLabels.ToCaller(info);
            }
        }
    }

    private static async Task GetAsync(GatewayCall call)
    {
        var (_, info) = await call.Server.Sandboxes.FindAsync(call, call.Route("id")).ConfigureAwait(false)
            ?? throw new SandboxNotFoundException();
        await call.WriteAsync(GatewayLabels.ToCaller(info)).ConfigureAwait(false);
    }

    /// <summary>A sandbox that does not exist, or that the caller does not see, is destroyed as far as the caller is concerned.</summary>
    private static async Task DestroyAsync(GatewayCall call)
    {
        var id = call.Route("id");
        if (call.Caller.Tenant is null || await call.Server.Sandboxes.FindAsync(call, id).ConfigureAwait(false) is not null)
        {
            await call.Provider.DestroyAsync(id, call.Aborted).ConfigureAwait(false);
            call.Server.Sandboxes.Forget(call, id);
            await call.Server.Processes.ForgetAsync(call.ProviderKey, id).ConfigureAwait(false);
        }

        await call.NothingAsync().ConfigureAwait(false);
    }
}
