using Compute.Gateway.E2B.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.Envd;

/// <summary>Contents of files, out of a sandbox.</summary>
internal static class Downloads
{
    private const int BufferBytes = 128 * 1024;

    public static async Task ReadAsync(E2BCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var user = await call.Server.Users.RequireAsync(call, sandbox, call.Gateway.Query("username")).ConfigureAwait(false);
        var path = user.Resolve(call.Gateway.Query("path"));
        var content = await sandbox.Files.OpenReadAsync(path, call.Aborted).ConfigureAwait(false);
        await using var disposing = content.ConfigureAwait(false);

        // What cannot be read at all is an error with a status; what breaks off later cuts the response.
        var buffer = new byte[BufferBytes];
        var count = await content.ReadAsync(buffer, call.Aborted).ConfigureAwait(false);
        var response = call.Context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/octet-stream";
        response.Headers.ContentDisposition = "attachment";
        if (count == 0)
        {
            response.ContentLength = 0;
        }

        for (; count > 0; count = await content.ReadAsync(buffer, call.Aborted).ConfigureAwait(false))
        {
            await response.Body.WriteAsync(buffer.AsMemory(0, count), call.Aborted).ConfigureAwait(false);
        }

        await response.CompleteAsync().ConfigureAwait(false);
    }
}
