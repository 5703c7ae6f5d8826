using System.Net.NetworkInformation;

namespace Compute.Providers.Docker.Tests;

/// <summary>Networks of the engine by name.</summary>
public sealed class NetworkTests
{
    private const string Interfaces = "cd /sys/class/net; echo *";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_sandbox_is_in_the_network_that_it_names(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Network = NetworkPolicy.Named("host") }, Cancel);
        var inside = await sandbox.RunAsync(Command.Shell(Interfaces), Cancel);
        Assert.Equal(NetworkInterface.GetAllNetworkInterfaces().Select(network => network.Name).Order(StringComparer.Ordinal), inside.StandardOutputText.Trim().Split(' ').Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_network_that_is_not_there_is_an_error_and_leaves_nothing(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        var mark = new Dictionary<string, string> { [$"network-{Guid.NewGuid():n}"] = "1" };
        await Assert.ThrowsAnyAsync<ComputeException>(
            () => provider.CreateAsync(new CreateSandboxOptions { Network = NetworkPolicy.Named("no-such-network"), Labels = mark }, Cancel));
        Assert.Equal(0, await provider.ListAsync(new SandboxFilter { Labels = mark }, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task Sandboxes_of_one_network_reach_each_other()
    {
        var engine = TestEngine.Needed("docker");
        await using var provider = engine.CreateProvider();
        using var raw = new RawEngine(engine.Host!);
        var network = await raw.CreateNetworkAsync($"ce-{Guid.NewGuid():n}", Cancel);
        try
        {
            var options = new CreateSandboxOptions { Network = NetworkPolicy.Named(network) };
            await using var server = await provider.CreateAsync(options, Cancel);
            await using var client = await provider.CreateAsync(options, Cancel);
            await using var serving = await server.StartAsync(Command.Shell("mkdir /tmp/www; echo reached > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www"), Cancel);
            var address = (await server.RunAsync(Command.Create("hostname", "-i"), Cancel)).StandardOutputText.Trim();
            var script = "for i in 1 2 3 4 5 6 7 8 9 10; do wget -q -O - \"http://$1:8080/\" && exit; sleep 0.3; done; exit 1";
            var answer = await client.RunAsync(Command.Shell(script, address), Cancel);
            Assert.Equal("reached\n", answer.StandardOutputText);
        }
        finally
        {
            await raw.DeleteAsync($"networks/{network}", CancellationToken.None);
        }
    }
}
