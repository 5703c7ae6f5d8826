using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.Tests.Serving;

/// <summary>What listens on a port of a sandbox, and tells what it was asked. The Local provider's plain processes share the machine's
/// network, so that it is reached as a program in the sandbox would be.</summary>
internal sealed class EchoPort : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoPort(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>How often <c>/inside</c> was asked for, where redirections lead.</summary>
    public int Inside { get; private set; }

    public static async Task<EchoPort> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        var port = new EchoPort(app);
        app.UseWebSockets();
        app.Map("/redirect", context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = context.Request.Query["to"];
            return Task.CompletedTask;
        });
        app.Map("/inside", context =>
        {
            port.Inside++;
            return context.Response.WriteAsync("inside");
        });
        app.Map("/cookies", context =>
        {
            context.Response.Headers.SetCookie = new(["own=1; path=/", "wide=1; domain=ports.localhost", "compute-link=forged; path=/"]);
            return Task.CompletedTask;
        });
        app.Map("/silent", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        app.Map("/ws", EchoAsync);
        app.Map("/{**path}", context => context.Response.WriteAsync(
            $"{context.Request.Method} {context.Features.Get<IHttpRequestFeature>()!.RawTarget}\n"
            + string.Concat(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n"))));
        await app.StartAsync();
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }
}
