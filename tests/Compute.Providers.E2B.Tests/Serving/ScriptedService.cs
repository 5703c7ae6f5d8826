using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.E2B.Tests.Serving;

/// <summary>A service on loopback that responds as a test says: for what no real one can be made to do.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    public const string Key = "e2b_scripted-key-0123456789";
    public const string Token = "agent-token-0123456789";

    private readonly WebApplication _app;
    private readonly Func<HttpContext, string, Task> _respond;

    private ScriptedService(WebApplication app, Func<HttpContext, string, Task> respond) => (_app, _respond) = (app, respond);

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<SeenRequest> Requests { get; } = [];

    /// <summary>Starts it; creations and look-ups succeed unless the test responds to them.</summary>
    /// <param name="respond">Responds to a request; one that it leaves without a status and a body gets the default.</param>
    public static async Task<ScriptedService> StartAsync(Func<HttpContext, string, Task> respond)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var service = new ScriptedService(app, respond);
        app.Run(service.RespondAsync);
        await app.StartAsync();
        service.Address = new Uri(app.Urls.Single());
        return service;
    }

    public E2BOptions Options => new() { ApiKey = Key, ApiUrl = Address, SandboxUrl = Address };

    public ISandboxProvider Connect(Func<E2BOptions, E2BOptions>? configure = null) =>
        E2BProvider.Create(configure is null ? Options : configure(Options));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A message of a Connect stream.</summary>
    public static byte[] Frame(string json, byte flags = 0)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var frame = new byte[5 + text.Length];
        frame[0] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), text.Length);
        text.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>Responds with a Connect stream.</summary>
    public static async Task StreamAsync(HttpContext context, params byte[][] frames)
    {
        context.Response.ContentType = "application/connect+json";
        foreach (var frame in frames)
        {
            await context.Response.Body.WriteAsync(frame);
            await context.Response.Body.FlushAsync();
        }
    }

    public static Task JsonAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private async Task RespondAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new SeenRequest(
            $"{context.Request.Method} {context.Request.Path}",
            context.Request.QueryString.Value ?? string.Empty,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        Requests.Enqueue(request);
        await _respond(context, request.What);
        if (!context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status200OK)
        {
            await RespondAsUsualAsync(context, request.What);
        }
    }

    private static Task RespondAsUsualAsync(HttpContext context, string what) => what switch
    {
        "POST /v2/sandboxes" => JsonAsync(context, 201, $$"""
            {"sandboxID":"abc","templateID":"base","clientID":"","envdVersion":"0.6.13","envdAccessToken":"{{Token}}"}
            """),
        "GET /sandboxes/abc" => JsonAsync(context, 200, $$"""
            {"sandboxID":"abc","templateID":"base","clientID":"","envdVersion":"0.6.13","envdAccessToken":"{{Token}}","state":"running",
             "startedAt":"2026-01-02T03:04:05Z","endAt":"2026-01-02T04:04:05Z","cpuCount":2,"memoryMB":512,"diskSizeMB":1024}
            """),
        "DELETE /sandboxes/abc" => Task.FromResult(context.Response.StatusCode = StatusCodes.Status204NoContent),
        "GET /v2/sandboxes" => JsonAsync(context, 200, "[]"),
        _ => JsonAsync(context, 404, """{"code":404,"message":"not scripted"}"""),
    };
}

/// <summary>A request that arrived.</summary>
internal sealed record SeenRequest(string What, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The message of a Connect stream.</summary>
    public JsonElement Message => JsonDocument.Parse(Body.AsMemory(5)).RootElement;
}
