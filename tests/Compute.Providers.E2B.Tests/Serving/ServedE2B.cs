using System.Net;
using Compute.Gateway;
using E2BOptions = Compute.Providers.E2B.E2BOptions;
using Compute.Providers.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Compute.Providers.E2B.Tests.Serving.ServedE2B))]

namespace Compute.Providers.E2B.Tests.Serving;

/// <summary>A gateway that speaks E2B's protocol over the Local provider with namespaces, for all cases; it goes with the last test, and so
/// does all that it kept. E2B's own SDK is the judge of that gateway.</summary>
public sealed class ServedE2B : IAsyncLifetime
{
    private static readonly (GatewayKey Known, string Secret) Keys = CreateKey();
    private static Uri? _address;
    private static int _lostCreations;

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("compute-e2b-");
    private WebApplication? _app;

    /// <summary>The key that the gateway accepts.</summary>
    internal static string Key => Keys.Secret;

    internal static ISandboxProvider Connect() =>
        E2BProvider.Create(new E2BOptions { ApiKey = Key, ApiUrl = _address, SandboxUrl = _address });

    /// <summary>The next creations happen, and their responses are cut.</summary>
    internal static void LoseCreations(int count) => Interlocked.Exchange(ref _lostCreations, count);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddCompute().AddLocalProvider(options => options with
        {
            Isolation = LocalIsolation.Namespaces,
            StateDirectory = Path.Combine(_state.FullName, "state"),
        });
        builder.Services.Configure<GatewayOptions>(static options => options.Keys.Add(Keys.Known));
        _app = builder.Build();
        _app.Use(MayLoseResponse);
        _app.MapE2B();
        await _app.StartAsync();
        _address = new Uri(_app.Urls.Single());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // They outlive a gateway; their mounts would keep the directory.
        var local = _app!.Services.GetRequiredService<ISandboxProvider>();
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

    private static Task MayLoseResponse(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Method == HttpMethods.Post && context.Request.Path == "/v2/sandboxes"
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

    private static (GatewayKey Known, string Secret) CreateKey()
    {
        var known = GatewayKey.Create(tenant: null, GatewayScopes.All, expiresAt: null, out var secret);
        return (known, secret);
    }
}
