using System.Collections.Concurrent;
using Compute.Framework;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Acme.Server;

internal static class SandboxEndpoints
{
    private const int PageSize = 5;

    /// <summary>The caller's labels are kept under this prefix: the server's engine has labels of its own.</summary>
    private const string Prefix = "caller/";

    public static void MapSandboxes(this IEndpointRouteBuilder routes, ISandboxProvider engine)
    {
        var created = new ConcurrentDictionary<string, Lazy<Task<AcmeSandbox>>>();

        // A repeated request with the same key gets the same sandbox: a lost answer can be asked for again.
        routes.MapPost("/v1/sandboxes", (AcmeCreate request, HttpContext context) =>
        {
            var key = context.Request.Headers["Idempotency-Key"].ToString();
            return created.GetOrAdd(key, _ => new(() => CreateAsync(engine, request))).Value;
        });

        routes.MapGet("/v1/sandboxes", async (string? after, CancellationToken cancellationToken) =>
        {
            var all = await engine.ListAsync(cancellationToken: cancellationToken).OrderBy(
                sandbox => sandbox.Id, StringComparer.Ordinal).ToListAsync(cancellationToken);
            var page = all.Where(sandbox => string.CompareOrdinal(sandbox.Id, after) > 0).Take(PageSize).Select(Describe).ToList();
            return new AcmePage(page, page.Count == PageSize ? page[^1].Id : null);
        });

        routes.MapGet("/v1/sandboxes/{id}", async (string id, CancellationToken cancellationToken) =>
            await engine.GetAsync(id, cancellationToken) is { } sandbox
                ? Results.Ok(Describe(await sandbox.GetInfoAsync(cancellationToken)))
                : Missing());

        routes.MapDelete("/v1/sandboxes/{id}", async (string id, CancellationToken cancellationToken) =>
        {
            await engine.DestroyAsync(id, cancellationToken);
            return Results.NoContent();
        });
    }

    public static IResult Missing() =>
        Results.Json(new AcmeError("no such sandbox"), AcmeJson.Default.AcmeError, statusCode: StatusCodes.Status404NotFound);

    private static async Task<AcmeSandbox> CreateAsync(ISandboxProvider engine, AcmeCreate request)
    {
        var sandbox = await engine.CreateAsync(new CreateSandboxOptions
        {
            Ownership = Ownership.Detached,
            Lifetime = request.LifetimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Environment = request.Environment,
            Labels = request.Labels.ToDictionary(label => Prefix + label.Key, label => label.Value),
        });
        return Describe(await sandbox.GetInfoAsync());
    }

    private static AcmeSandbox Describe(SandboxInfo info) => new(
        info.Id,
        info.CreatedAt ?? DateTimeOffset.UtcNow,
        info.ExpiresAt,
        info.Labels.ToDictionary(label => label.Key[Prefix.Length..], label => label.Value));
}
