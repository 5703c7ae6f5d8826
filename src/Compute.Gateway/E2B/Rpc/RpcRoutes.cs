using System.Text;
using Compute.Gateway.E2B.State;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>Maps the methods of a service, which callers call with the Connect protocol.</summary>
internal sealed class RpcRoutes(RouteGroupBuilder group, E2BServer server, string service)
{
    /// <summary>The longest message: input of processes comes in messages.</summary>
    public const long MaxMessageBytes = 64 * 1024 * 1024;

    /// <summary>A method with one request and one response.</summary>
    public void Unary<TRequest>(string method, Func<E2BCall, TRequest, Task<IMessage>> handler)
        where TRequest : IMessage<TRequest>, new() => Map(
            method,
            isStream: false,
            async (call, codec) =>
            {
                call.ExpectLongBody(MaxMessageBytes);
                using var body = new MemoryStream();
                await call.Context.Request.Body.CopyToAsync(body, call.Aborted).ConfigureAwait(false);
                var response = codec.Format(await handler(call, codec.Parse<TRequest>(body.ToArray())).ConfigureAwait(false));
                call.Context.Response.ContentType = codec.ContentType(isStream: false);
                call.Context.Response.ContentLength = response.Length;
                await call.Context.Response.Body.WriteAsync(response, call.Aborted).ConfigureAwait(false);
            },
            (context, exception, _) => E2BErrors.WriteRpcAsync(context, exception, server.Gateway.Logger));

    /// <summary>A method with one request and many responses, until the caller, the sandbox or the method ends it.</summary>
    public void Stream<TRequest>(string method, Func<E2BCall, TRequest, RpcStream, CancellationToken, Task> handler)
        where TRequest : class, IMessage<TRequest>, new() => Map(
            method,
            isStream: true,
            async (call, codec) =>
            {
                call.ExpectLongBody(MaxMessageBytes);
                var stream = new RpcStream(call.Context, codec);
                var request = await stream.ReadAsync<TRequest>(MaxMessageBytes).ConfigureAwait(false)
                    ?? throw E2BError.Invalid("The request has no message");
                using var connection = server.Connections.Open(call.SandboxId, call.Aborted);
                try
                {
                    await handler(call, request, stream, connection.Token).ConfigureAwait(false);
                    await stream.EndAsync(error: null, connection.Token).ConfigureAwait(false);
                }
                catch (Exception) when (connection.Token.IsCancellationRequested)
                {
                    // The sandbox is gone or paused: who sees a lost connection asks for its health.
                    call.Context.Abort();
                }
            },
            WriteStreamErrorAsync);

    /// <summary>The name of the user that a call is made as; null for the default user.</summary>
    public static string? UserOf(HttpRequest request)
    {
        const string basic = "Basic ";
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(header[basic.Length..].Trim()));
            return text.Split(':', 2)[0] is { Length: > 0 } user ? user : null;
        }
        catch (FormatException)
        {
            throw E2BError.Invalid("The header Authorization is malformed");
        }
    }

    private async Task<string> WriteStreamErrorAsync(HttpContext context, Exception exception, RpcCodec codec)
    {
        var error = E2BErrors.Describe(exception, server.Gateway.Logger);

        // What ended because its sandbox did is reported by the sandbox's health alone.
        if (exception is ObjectDisposedException or SandboxNotFoundException or SandboxUnavailableException { IsOutcomeUnknown: true })
        {
            context.Abort();
            return E2BErrors.NameOf(error.Rpc);
        }

        await new RpcStream(context, codec).EndAsync(error, context.RequestAborted).ConfigureAwait(false);
        return E2BErrors.NameOf(error.Rpc);
    }

    private void Map(
        string method,
        bool isStream,
        Func<E2BCall, RpcCodec, Task> handler,
        Func<HttpContext, Exception, RpcCodec, Task<string>> fail) =>
        group.MapMethods($"/{service}/{method}", [HttpMethods.Post], context => HandleAsync(context, isStream, handler, fail));

    private Task HandleAsync(
        HttpContext context,
        bool isStream,
        Func<E2BCall, RpcCodec, Task> handler,
        Func<HttpContext, Exception, RpcCodec, Task<string>> fail)
    {
        if (RpcCodec.Of(context.Request, isStream) is { } codec)
        {
            return server.HandleSandboxAsync(
                context,
                SandboxAddress.EnvdPort,
                authorize: null,
                call => handler(call, codec),
                (failed, exception) => fail(failed, exception, codec));
        }

        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        context.Response.Headers["Accept-Post"] = string.Join(
            ", ", new RpcCodec(isBinary: false).ContentType(isStream), new RpcCodec(isBinary: true).ContentType(isStream));
        return Task.CompletedTask;
    }
}
