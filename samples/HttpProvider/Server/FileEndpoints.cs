using Compute.Framework;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Acme.Server;

internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder routes, ISandboxProvider engine)
    {
        routes.MapGet("/v1/sandboxes/{id}/file", (string id, string path, CancellationToken cancellationToken) =>
            WithFiles(engine, id, async files => Results.Stream(await files.OpenReadAsync(path, cancellationToken)), cancellationToken));

        routes.MapPut("/v1/sandboxes/{id}/file", (string id, string path, HttpRequest request, CancellationToken cancellationToken) =>
            WithFiles(
                engine,
                id,
                async files =>
                {
                    await files.WriteAsync(path, request.Body, cancellationToken);
                    return Results.NoContent();
                },
                cancellationToken));
    }

    private static async Task<IResult> WithFiles(
        ISandboxProvider engine, string id, Func<ISandboxFileSystem, Task<IResult>> action, CancellationToken cancellationToken)
    {
        if (await engine.GetAsync(id, cancellationToken) is not { } sandbox)
        {
            return SandboxEndpoints.Missing();
        }

        try
        {
            return await action(sandbox.Files);
        }
        catch (SandboxNotFoundException)
        {
            return SandboxEndpoints.Missing();
        }
        catch (SandboxFileException exception)
        {
            return Results.Json(
                new AcmeError(exception.Code), AcmeJson.Default.AcmeError, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
