using System.Net.Http.Json;
using System.Text.Json;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Ports;

/// <summary>A gateway with two tenants, and a sandbox of one of them with a port on which something listens.</summary>
internal sealed class ServedPort : IAsyncDisposable
{
    public const string Domain = "ports.localhost";

    public static readonly byte[] LinkKey = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    private ServedPort(ServedLocal served, EchoPort echo) => (Served, Echo) = (served, echo);

    public ServedLocal Served { get; }

    public EchoPort Echo { get; }

    public string Blue { get; private set; } = "";

    public string Red { get; private set; } = "";

    public GatewayKey BlueKey { get; private set; } = null!;

    public string Id { get; private set; } = "";

    public string Path => $"sandboxes/{Id}/ports/{Echo.Port}";

    public string Host => $"{Echo.Port}-{Id}.{Domain}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ServedPort> StartAsync(Action<GatewayOptions>? configure = null)
    {
        var (blue, red) = ("", "");
        GatewayKey? known = null;
        var served = await ServedLocal.StartAsync(options =>
        {
            options.LinkKey = LinkKey;
            options.Keys.Add(known = GatewayKey.Create("blue", GatewayScopes.All, expiresAt: null, out blue));
            options.Keys.Add(GatewayKey.Create("red", GatewayScopes.All, expiresAt: null, out red));
            configure?.Invoke(options);
        });
        var port = new ServedPort(served, await EchoPort.StartAsync()) { Blue = blue, Red = red, BlueKey = known! };
        await using var provider = served.Connect(blue);
        var options = new CreateSandboxOptions { Ports = [port.Echo.Port, 1], Ownership = Ownership.Detached };
        port.Id = (await provider.CreateAsync(options, Cancellation)).Id;
        return port;
    }

    /// <summary>An address that opens the port, as the gateway tells it.</summary>
    public async Task<Uri> LinkAsync()
    {
        using var http = Served.Http(Blue);
        using var response = await http.PostAsync($"{Path}/links", content: null, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return new Uri(body.GetProperty("url").GetString()!);
    }

    /// <summary>A client without key that neither follows redirections nor keeps cookies.</summary>
    public HttpClient Plain() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = Served.Address,
    };

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        await Echo.DisposeAsync();
    }
}
