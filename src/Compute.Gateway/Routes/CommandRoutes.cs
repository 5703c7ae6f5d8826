using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>Commands and code that are run to their end in one request. A caller that goes away cancels them.</summary>
internal static class CommandRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Map(HttpMethods.Post, "/sandboxes/{id}/run", GatewayScopes.Execute, RunAsync);
        routes.Map(HttpMethods.Post, "/sandboxes/{id}/code", GatewayScopes.Execute, RunCodeAsync);
    }

    private static async Task RunAsync(GatewayCall call)
    {
        call.Server.Shutdown.RequireOpen();
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var command = await call.BodyAsync<Command>().ConfigureAwait(false);
        await call.WriteAsync(await sandbox.RunAsync(command, call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>The options come in the body, the code in it as <c>code</c>.</summary>
    private static async Task RunCodeAsync(GatewayCall call)
    {
        call.Server.Shutdown.RequireOpen();
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var body = await call.FindBodyAsync(GatewayJson.Default.CodeRequest).ConfigureAwait(false);
        if (body?.Code is not { } code)
        {
            throw GatewayCall.Invalid("code", "given");
        }

        var options = body.Options is { } given
            ? System.Text.Json.JsonSerializer.Deserialize(given, ComputeJson.TypeInfo<RunCodeOptions>())
            : null;
        await call.WriteAsync(await sandbox.RunCodeAsync(code, options, call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
