using System.Net;
using System.Text;
using Compute.Framework.Runtime;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Sandboxes;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Tests.Wire;

/// <summary>A port is reached on the engine's machine.</summary>
public sealed class EndpointTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.2", "0.0.0.0", "127.0.0.2")]
    [InlineData("127.0.0.2", "::", "127.0.0.2")]
    [InlineData("127.0.0.2", "", "127.0.0.2")]
    [InlineData("127.0.0.2", "127.0.0.2", "127.0.0.2")]
    [InlineData("127.0.0.1", "0.0.0.0", "127.0.0.1")]
    [InlineData("127.0.0.1", "127.0.0.1", "127.0.0.1")]
    public async Task Endpoint_names_the_engines_host(string engineAddress, string boundTo, string host)
    {
        using var engine = new StubEngine("Content-Type: application/json\r\n", Container(boundTo), IPAddress.Parse(engineAddress));
        await using var provider = DockerProvider.Create(new DockerOptions { Host = engine.Address });
        await using var sandbox = await provider.GetAsync(Id, Cancellation);

        var endpoint = await sandbox!.GetEndpointAsync(8080, Cancellation);

        Assert.Equal((host, 32768, $"http://{host}:32768/"), (endpoint.Host, endpoint.Port, endpoint.Url.ToString()));
        await Assert.ThrowsAsync<EndpointNotFoundException>(() => sandbox.GetEndpointAsync(8081, Cancellation));
    }

    public static TheoryData<string?, string, string, string> Places => new()
    {
        { null, "127.0.0.1", "127.0.0.1", "127.0.0.1" },
        { "unix:///var/run/docker.sock", "127.0.0.1", "0.0.0.0", "127.0.0.1" },
        { "tcp://localhost:2375", "127.0.0.1", "127.0.0.1", "127.0.0.1" },
        { "tcp://127.0.0.2:2375", "127.0.0.2", "127.0.0.2", "127.0.0.2" },
        { "tcp://[::1]:2375", "::1", "::1", "::1" },
        { "tcp://engine.example:2376", "", "0.0.0.0", "engine.example" },
        { "https://engine.example", "", "::", "engine.example" },
        { "tcp://203.0.113.5:2375", "", "", "203.0.113.5" },
        { "tcp://203.0.113.5:2375", "", "203.0.113.6", "203.0.113.6" },
        { "tcp://[2001:db8::5]:2375", "", "::", "2001:db8::5" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Ports_are_published_where_they_can_be_reached(string? engine, string publishedAt, string boundTo, string host)
    {
        var settings = new DockerOptions { Host = engine is null ? null : new Uri(engine) };
        var body = ContainerBody.Of("image", "image", new DockerCreate { Ports = [80] }, new DockerCreateOptions(), settings, new EngineQuirks(false), DateTimeOffset.UnixEpoch);

        var endpoint = new PublishedPorts(settings).Find([(81, new PortBinding(boundTo, "5001")), (80, new PortBinding(boundTo, "5000"))], 80);

        Assert.Equal(publishedAt, Assert.Single(body.HostConfig.PortBindings["80/tcp"]).HostIp);
        Assert.Equal((host, 5000), (endpoint!.Host, endpoint.Port));
        Assert.Equal(host.Trim('[', ']'), endpoint.Url.DnsSafeHost);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Port_on_the_loopback_of_another_machine_is_refused_with_the_reason(string boundTo)
    {
        var ports = new PublishedPorts(new DockerOptions { Host = new Uri("tcp://engine.example:2375") });

        var error = Assert.Throws<UnsupportedCapabilityException>(() => ports.Find([(81, new PortBinding(boundTo, "5001")), (80, new PortBinding(boundTo, "5000"))], 80));

        Assert.Contains("'engine.example'", error.Message, StringComparison.Ordinal);
        Assert.Contains(boundTo, error.Message, StringComparison.Ordinal);
        Assert.Equal("engine.example", ports.Find([(80, new PortBinding(boundTo, "5000")), (80, new PortBinding("0.0.0.0", "5001"))], 80)!.Host);
        Assert.Null(ports.Find([], 80));
        Assert.Null(ports.Find([(81, new PortBinding("0.0.0.0", "5000"))], 80));
    }

    [Fact]
    public void Empty_address_of_the_engine_is_none()
    {
        var reader = new SettingsReader(
            ProviderSchema.Of<DockerOptions>(), section: null, name => name == "DOCKER_HOST" ? string.Empty : null);

        Assert.False(reader.TryGetUri(0, out _));
        Assert.Empty(reader.Malformed);
        Assert.Equal("Host", ProviderSchema.Of<DockerOptions>().Settings[0].Name);
    }

    [Fact]
    public void Named_pipe_is_refused_where_there_are_none()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has named pipes.");

        var error = Assert.Throws<ProviderConfigurationException>(() => DockerProvider.Create(new DockerOptions { Host = new Uri("npipe:////./pipe/docker_engine") }));

        Assert.Contains("Windows", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Container(string boundTo) => Encoding.UTF8.GetBytes($$"""
        {
          "Id": "{{Id}}", "Name": "/box", "Created": "2026-01-02T03:04:05Z", "State": { "Status": "running" },
          "Config": { "Image": "image", "Labels": { "compute.provider": "docker", "compute.keys": "" } },
          "HostConfig": { "Memory": 0 },
          "NetworkSettings": { "Ports": { "8080/tcp": [{ "HostIp": "{{boundTo}}", "HostPort": "32768" }], "9090/udp": null } }
        }
        """);
}
