using Compute.Gateway.E2B.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.E2B.Envd;

/// <summary>The plain requests to a sandbox: its health, and the contents of its files.</summary>
internal static class EnvdRoutes
{
    public static void Map(RouteGroupBuilder group, E2BServer server)
    {
        group.MapMethods("/health", [HttpMethods.Get], context => HealthAsync(server, context));
        group.MapMethods("/files", [HttpMethods.Get], context => FilesAsync(server, context, Downloads.ReadAsync));
        group.MapMethods("/files", [HttpMethods.Post], context => FilesAsync(server, context, Uploads.WriteAsync));
    }

    /// <summary>The health of the sandbox that the request is for, or of the gateway where it names none. It needs no token, as at
    /// E2B.</summary>
    private static Task HealthAsync(E2BServer server, HttpContext context) => SandboxAddress.Of(context.Request) is null
        ? context.Response.WriteAsync("ok")
        : server.HandleSandboxAsync(
            context,
            SandboxAddress.Of(context.Request)!.Port,
            static (_, _, _) => Task.CompletedTask,
            static call => call.NothingAsync(),
            (failed, exception) => E2BErrors.WriteAsync(failed, exception, server.Gateway.Logger));

    private static async Task FilesAsync(E2BServer server, HttpContext context, Func<E2BCall, Task> handler)
    {
        Task<string> FailAsync(HttpContext failed, Exception exception) =>
            E2BErrors.WriteAsync(failed, exception, server.Gateway.Logger);

        try
        {
            await Signatures.NameSandboxAsync(server, context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await FailAsync(context, exception).ConfigureAwait(false);
            return;
        }

        await server.HandleSandboxAsync(
            context,
            SandboxAddress.EnvdPort,
            static (one, request, id) =>
            {
                Signatures.Check(one, request, id);
                return Task.CompletedTask;
            },
            handler,
            FailAsync).ConfigureAwait(false);
    }
}
