using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

[assembly: AssemblyFixture(typeof(AcmeSandboxes.Tests.Fake.AcmeServer))]

namespace AcmeSandboxes.Tests.Fake;

/// <summary>A small stand-in for the service, on loopback, for the length of the test run: its sandboxes are directories of this machine.</summary>
public sealed class AcmeServer : IAsyncLifetime
{
    /// <summary>The key that the server accepts.</summary>
    public const string ApiKey = "test-key";

    private const int PageSize = 5;

    private static AcmeServer? _current;

    private readonly WebApplication _app;
    private readonly Boxes _boxes = new();
    private int _answersToLose;

    /// <summary>Prepares the server.</summary>
    public AcmeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AcmeJson.Default));
        _app = builder.Build();
        _app.Use(AuthorizeAsync);
        _app.Use(LoseAnswerAsync);
        Map();
    }

    /// <summary>The running server.</summary>
    public static AcmeServer Current => _current ?? throw new InvalidOperationException("The tests have not begun.");

    /// <summary>Where it listens.</summary>
    public Uri BaseUrl => new(_app.Urls.First() + "/v1/");

    /// <summary>Loses the answers to the next creations, after they were made.</summary>
    public void LoseCreateAnswers(int answers) => Interlocked.Exchange(ref _answersToLose, answers);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _current = this;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _boxes.Dispose();
    }

    private void Map()
    {
        _app.MapPost("/v1/sandboxes", (AcmeCreate request, HttpContext context) =>
            _boxes.GetOrCreate(context.Request.Headers["Idempotency-Key"].ToString(), request).Facts);

        _app.MapGet("/v1/sandboxes", (string? after) =>
        {
            var page = _boxes.All().SkipWhile(box => string.CompareOrdinal(box.Id, after) <= 0).Take(PageSize).ToList();
            return new AcmePage(page, page.Count == PageSize ? page[^1].Id : null);
        });

        _app.MapGet("/v1/sandboxes/{id}", (string id) => _boxes.Find(id) is { } box ? Results.Ok(box.Facts) : Results.NotFound());

        _app.MapDelete("/v1/sandboxes/{id}", (string id) =>
        {
            _boxes.Find(id)?.Remove();
            return Results.NoContent();
        });

        _app.MapPost("/v1/sandboxes/{id}/commands", async (string id, AcmeCommand command, CancellationToken cancellationToken) =>
            _boxes.Find(id) is { } box && await box.RunAsync(command, cancellationToken) is { } result ? Results.Ok(result) : Results.NotFound());
    }

    private static Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization == $"Bearer {ApiKey}")
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private async Task LoseAnswerAsync(HttpContext context, RequestDelegate next)
    {
        var isCreate = HttpMethods.IsPost(context.Request.Method) && context.Request.Path == "/v1/sandboxes";
        if (isCreate && Volatile.Read(ref _answersToLose) > 0 && Interlocked.Decrement(ref _answersToLose) >= 0)
        {
            context.Response.Body = Stream.Null;
            await next(context);
            context.Abort();
            return;
        }

        await next(context);
    }
}
