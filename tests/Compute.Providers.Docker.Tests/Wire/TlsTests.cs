using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Compute.Providers.Docker.Tests.Wire;

/// <summary>An engine behind TCP with TLS, which asks its clients for a certificate.</summary>
public sealed class TlsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_and_their_input_pass_through_TLS_and_strangers_do_not()
    {
        var kind = TestEngine.Needed("docker");
        using var certificates = new Certificates();
        using var strangers = new Certificates();
        var port = FreePort();
        await using var engine = await OwnEngine.StartAsync(kind, Cancel, string.Create(CultureInfo.InvariantCulture, $"{port}:{certificates.Location}"));
        var host = new Uri(string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{port}"));

        await using (var provider = DockerProvider.Create(kind.Options(host) with { CertPath = certificates.Location }))
        {
            await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
            var counted = await sandbox.RunAsync(Command.Create("wc", "-c") with { StandardInput = CommandInput.FromStream(new PatternStream(1 << 20)) }, Cancel);
            Assert.Equal("1048576", counted.StandardOutputText.Trim());
            await sandbox.Files.WriteAllTextAsync("/tmp/file", "through TLS", Cancel);
            Assert.Equal("through TLS", await sandbox.Files.ReadAllTextAsync("/tmp/file", Cancel));
        }

        await RefusesAsync(kind.Options(host) with { CertPath = strangers.Location }, "certificate");
        await RefusesAsync(kind.Options(host), "HTTPS");
    }

    private static async Task RefusesAsync(DockerOptions options, string hint)
    {
        await using var provider = DockerProvider.Create(options);
        var error = await Assert.ThrowsAnyAsync<ComputeException>(() => provider.CreateAsync(cancellationToken: Cancel));
        Assert.Contains(hint, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("docker", error.ProviderName);
        var availability = await provider.CheckAvailabilityAsync(Cancel);
        Assert.False(availability.IsAvailable);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
