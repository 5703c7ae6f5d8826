using Compute.Providers.Local;
using Compute.Providers.Remote;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.Tests.Serving;

/// <summary>A gateway over the Local provider, on a free port of loopback.</summary>
internal sealed class ServedLocal : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _state;
    private int _lostCreations;

    private ServedLocal(WebApplication app, DirectoryInfo state)
    {
        _app = app;
        _state = state;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The routes that are served.</summary>
    public IReadOnlyList<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).ToList();

    /// <summary>What the gateway has logged.</summary>
    public LogLines Log { get; } = new();

    public static async Task<ServedLocal> StartAsync(
        Action<GatewayOptions>? configure = null, LocalIsolation isolation = LocalIsolation.Process, string? state = null,
        Action<IServiceCollection>? services = null)
    {
        var directory = state is null ? Directory.CreateTempSubdirectory("compute-gateway-") : Directory.CreateDirectory(state);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddCompute().AddLocalProvider(
            options => options with { Isolation = isolation, StateDirectory = Path.Combine(directory.FullName, "state") });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        var served = new ServedLocal(app, directory);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(served.Log);
        app.Use(served.MayLoseResponse);
        app.MapCompute(configure);
        await app.StartAsync();
        served.Address = new Uri(app.Urls.Single());
        return served;
    }

    public ISandboxProvider Connect(string? key = null, TimeSpan? reconnectTimeout = null, Uri? address = null) =>
        RemoteProvider.Create(new RemoteOptions
        {
            GatewayUrl = address ?? Address,
            ApiKey = key,
            ReconnectTimeout = reconnectTimeout ?? TimeSpan.FromMinutes(1),
        });

    public HttpClient Http(string? key = null)
    {
        var http = new HttpClient { BaseAddress = new Uri(Address, "v1/") };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return http;
    }

    /// <summary>The next creations happen, and their responses are cut.</summary>
    public void LoseCreations(int count) => Interlocked.Exchange(ref _lostCreations, count);

    public async ValueTask DisposeAsync()
    {
        // They outlive a gateway; their mounts would keep the directory.
        var local = _app.Services.GetRequiredService<ISandboxProvider>();
        foreach (var left in await local.ListAsync().ToListAsync())
        {
            await local.DestroyAsync(left.Id);
        }

        foreach (var left in local.TryGet<ISnapshotStore>(out var store) ? await store.ListSnapshotsAsync().ToListAsync() : [])
        {
            await store!.DeleteSnapshotAsync(left.Id);
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        _state.Delete(recursive: true);
    }

    private Task MayLoseResponse(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Method == HttpMethods.Post && context.Request.Path.Value!.EndsWith("/sandboxes", StringComparison.Ordinal)
            && Interlocked.Decrement(ref _lostCreations) >= 0)
        {
            context.Response.OnStarting(() =>
            {
                context.Abort();
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
