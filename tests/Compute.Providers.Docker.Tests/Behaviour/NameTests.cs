namespace Compute.Providers.Docker.Tests;

/// <summary>Names, and where engines listen.</summary>
public sealed class NameTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task A_name_is_told_and_given_once(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        var own = $"my-box-{Guid.NewGuid().ToString("n")[..8]}";
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Name = own }, Cancel);
        Assert.Equal(own, (await sandbox.GetInfoAsync(Cancel)).Name);
        Assert.Equal(own, (await provider.ListAsync(cancellationToken: Cancel).SingleAsync(info => info.Id == sandbox.Id, Cancel)).Name);
        var taken = await Assert.ThrowsAsync<ResourceConflictException>(() => provider.CreateAsync(new CreateSandboxOptions { Name = own }, Cancel));
        Assert.Equal((own, "sandbox"), (taken.Name, taken.Kind));
        foreach (var malformed in new[] { "", "a", "-a", "my box", "a/b", "\u00fcber", new string('a', 300) })
        {
            var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(() => provider.CreateAsync(new CreateSandboxOptions { Name = malformed }, Cancel));
            Assert.Equal("Name", refused.Option);
        }
    }

    [Theory]
    [InlineData(0.001, null)]
    [InlineData(1e10, null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(null, 1L)]
    public async Task Limits_that_the_api_has_no_room_for_are_refused(double? cpus, long? memory)
    {
        using var engine = new StubEngine("", []);
        await using var provider = DockerProvider.Create(new DockerOptions { Host = engine.Address, DefaultImage = "any" });
        var options = new CreateSandboxOptions { Resources = new SandboxResources { Cpus = cpus, MemoryBytes = memory } };
        var refused = await Record.ExceptionAsync(() => provider.CreateAsync(options, Cancel));
        Assert.True(refused is UnsupportedOptionException or ArgumentException, refused?.ToString());
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("\u00fc")]
    [InlineData("50%")]
    [InlineData("%41")]
    [InlineData("a#b?c")]
    public async Task A_sockets_path_may_hold_any_character(string directory)
    {
        var engine = TestEngine.Needed(TestEngine.Docker.Name);
        var parent = Directory.CreateTempSubdirectory("ce-");
        try
        {
            var socket = Path.Combine(parent.CreateSubdirectory(directory).FullName, "docker.sock");
            File.CreateSymbolicLink(socket, engine.Host!.AbsolutePath);
            foreach (var address in new[] { $"unix://{socket}", $"unix://{socket}/", $"unix://{Uri.EscapeDataString(socket).Replace("%2F", "/", StringComparison.Ordinal)}" })
            {
                await using var provider = engine.CreateProvider(new Uri(address));
                var availability = await provider.CheckAvailabilityAsync(Cancel);
                Assert.True(availability.IsAvailable, $"{address}: {availability.Reason}");
            }
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("ssh://user@host", "SSH")]
    [InlineData("fd://3", "none of")]
    [InlineData("unix:///", "names no socket")]
    [InlineData("unix:///0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345", "names no socket")]
    public void An_address_that_cannot_be_used_is_refused_with_the_reason(string address, string reason)
    {
        var refused = Assert.ThrowsAny<ProviderConfigurationException>(() => DockerProvider.Create(new DockerOptions { Host = new Uri(address), DefaultImage = "any" }));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_version_6_is_connected_to()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.IPv6Loopback, 0);
        try
        {
            listener.Start();
        }
        catch (System.Net.Sockets.SocketException error)
        {
            Assert.Skip($"NotHere: There is no IPv6 here: {error.Message}");
        }

        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        await using var provider = DockerProvider.Create(new DockerOptions { Host = new Uri($"tcp://[::1]:{port}"), DefaultImage = "any" });
        var checking = provider.CheckAvailabilityAsync(Cancel);
        using var connection = await listener.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        connection.Close();
        listener.Stop();
        Assert.False((await checking).IsAvailable);
    }
}
