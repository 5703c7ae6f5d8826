using System.Globalization;
using System.Net;
using Compute.Gateway.E2B;
using Compute.Providers.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.E2B.Tests.Serving;

/// <summary>A gateway with E2B's interface over the Local provider with namespaces, on a free port of loopback.</summary>
internal sealed class ServedE2B : IAsyncDisposable
{
    private static readonly int WebPort = FreePort.Next();
    private static readonly int ClosedPort = FreePort.Next();

    private readonly WebApplication _app;
    private readonly DirectoryInfo _state;
    private readonly LocalCertificate? _certificate;

    private ServedE2B(WebApplication app, DirectoryInfo state, string key, LocalCertificate? certificate)
    {
        _app = app;
        _state = state;
        Key = key;
        _certificate = certificate;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The key that the gateway accepts.</summary>
    public string Key { get; }

    public static async Task<ServedE2B> StartAsync(bool isTls = false, Action<WebApplication>? map = null)
    {
        var directory = Directory.CreateTempSubdirectory("compute-e2b-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var certificate = isTls ? LocalCertificate.Create(directory) : null;
        builder.WebHost.UseKestrel(options => Listen(options, certificate));
        builder.Services.AddCompute().AddLocalProvider(options => options with
        {
            Isolation = LocalIsolation.Namespaces,
            StateDirectory = Path.Combine(directory.FullName, "state"),
        });
        var known = GatewayKey.Create(tenant: null, GatewayScopes.All, expiresAt: null, out var key);
        builder.Services.Configure<GatewayOptions>(options => options.Keys.Add(known));
        var app = builder.Build();
        var served = new ServedE2B(app, directory, key, certificate);
        (map ?? Map)(app);
        await app.StartAsync();
        served.Address = new Uri(app.Urls.First());
        return served;
    }

    /// <summary>What the SDK reads of its environment to find the gateway: two addresses in plain HTTP, and nothing but a domain with
    /// TLS.</summary>
    public IReadOnlyDictionary<string, string> Environment => _certificate is null
        ? new Dictionary<string, string>
        {
            ["E2B_API_KEY"] = Key,
            ["E2B_API_URL"] = Address.GetLeftPart(UriPartial.Authority),
            ["E2B_SANDBOX_URL"] = Address.GetLeftPart(UriPartial.Authority),
        }
        : new Dictionary<string, string>
        {
            ["E2B_API_KEY"] = Key,
            ["E2B_DOMAIN"] = $"{LocalCertificate.Domain}:{Address.Port}",
            ["NODE_EXTRA_CA_CERTS"] = _certificate.Path,
            ["WEB_PORT"] = WebPort.ToString(CultureInfo.InvariantCulture),
            ["CLOSED_PORT"] = ClosedPort.ToString(CultureInfo.InvariantCulture),
        };

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

    /// <summary>A template with ports: those of sandboxes with this machine's network are this machine's.</summary>
    public static void MapPorts(WebApplication app) => app.MapE2B(options =>
    {
        options.Users["root"] = new E2BUser();
        options.Network = NetworkPolicy.Full;
        options.Templates["web"] = new E2BTemplate { Ports = [WebPort, ClosedPort] };
    });

    /// <summary>This machine's sandboxes have one user.</summary>
    private static void Map(WebApplication app) => app.MapE2B(options => options.Users["root"] = new E2BUser());

    /// <summary>Names below <c>localhost</c> lead to both loopback addresses.</summary>
    private static void Listen(KestrelServerOptions options, LocalCertificate? certificate)
    {
        if (certificate is null)
        {
            options.Listen(IPAddress.Loopback, 0);
            return;
        }

        var port = FreePort.Next();
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            options.Listen(address, port, listen => listen.UseHttps(certificate.Certificate));
        }
    }
}
