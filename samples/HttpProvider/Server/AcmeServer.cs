using System.Net;
using System.Security.Cryptography;
using System.Text;
using Compute.Framework;
using Compute.Providers.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acme.Server;

/// <summary>A small real cloud on this machine: it keeps state, runs commands, pages its lists, answers 429 and loses an answer now and
/// then.</summary>
public sealed class AcmeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ISandboxProvider<LocalProvider.Sandbox> _engine;
    private readonly DirectoryInfo _state;

    private AcmeServer(WebApplication app, ISandboxProvider<LocalProvider.Sandbox> engine, DirectoryInfo state)
    {
        _app = app;
        _engine = engine;
        _state = state;
    }

    /// <summary>Where the server listens, on loopback.</summary>
    public Uri BaseUrl => new(_app.Urls.First() + "/v1/");

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="apiKey">The key that callers must present.</param>
    public static async Task<AcmeServer> StartAsync(string apiKey)
    {
        var state = Directory.CreateTempSubdirectory("acme-server-");
        var engine = LocalProvider.Create(new LocalOptions { StateDirectory = state.FullName, Isolation = LocalIsolation.Process });

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => { }));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddSingleton<CreateOutage>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AcmeJson.Default));
        var app = builder.Build();

        app.Use(
            (context, next) => Authorized(context, apiKey) ? next(context) : Refuse(
                context, StatusCodes.Status401Unauthorized, "unknown API key"));
        app.UseMiddleware<UnreliableNetwork>();
        app.MapSandboxes(engine);
        app.MapCommands(engine);
        app.MapFiles(engine);
        await app.StartAsync();
        return new AcmeServer(app, engine, state);
    }

    /// <summary>Loses the answers to the next creations, after they were made.</summary>
    /// <param name="answers">How many.</param>
    public void LoseCreateAnswers(int answers) => _app.Services.GetRequiredService<CreateOutage>().Lose(answers);

    /// <summary>Stops the server and destroys its sandboxes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await foreach (var sandbox in _engine.ListAsync())
        {
            await _engine.DestroyAsync(sandbox.Id);
        }

        await _engine.DisposeAsync();
        _state.Delete(recursive: true);
    }

    internal static Task Refuse(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new AcmeError(message), AcmeJson.Default.AcmeError);
    }

    private static bool Authorized(HttpContext context, string apiKey) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {apiKey}"));
}
