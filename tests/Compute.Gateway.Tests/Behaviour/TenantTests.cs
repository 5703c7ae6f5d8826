using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Behaviour;

public sealed class TenantTests : IAsyncLifetime
{
    private ServedLocal _served = null!;
    private ISandboxProvider _blue = null!;
    private ISandboxProvider _red = null!;
    private ISandboxProvider _operator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var keys = new List<string>();
        _served = await ServedLocal.StartAsync(options =>
        {
            foreach (var tenant in (string?[])["blue", "red", null])
            {
                options.Keys.Add(GatewayKey.Create(tenant, GatewayScopes.All, expiresAt: null, out var key));
                keys.Add(key);
            }
        });
        (_blue, _red, _operator) = (_served.Connect(keys[0]), _served.Connect(keys[1]), _served.Connect(keys[2]));
    }

    public async ValueTask DisposeAsync()
    {
        await _blue.DisposeAsync();
        await _red.DisposeAsync();
        await _operator.DisposeAsync();
        await _served.DisposeAsync();
    }

    [Fact]
    public async Task A_sandbox_of_another_tenant_does_not_exist()
    {
        await using var sandbox = await _blue.CreateAsync(cancellationToken: Cancellation);
        await sandbox.Files.WriteAllTextAsync("secret", "blue", Cancellation);

        Assert.Null(await _red.GetAsync(sandbox.Id, Cancellation));
        Assert.Empty(await _red.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
        await _red.DestroyAsync(sandbox.Id, Cancellation);
        Assert.Equal("blue", await sandbox.Files.ReadAllTextAsync("secret", Cancellation));
        var listed = await _blue.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);
        Assert.Equal([sandbox.Id], listed.Select(info => info.Id));
        Assert.Empty((await sandbox.GetInfoAsync(Cancellation)).Labels);
    }

    [Fact]
    public async Task An_operator_sees_the_sandboxes_of_all_tenants()
    {
        await using var blue = await _blue.CreateAsync(cancellationToken: Cancellation);
        await using var red = await _red.CreateAsync(cancellationToken: Cancellation);

        var seen = await _operator.ListAsync(cancellationToken: Cancellation).Select(info => info.Id).ToListAsync(Cancellation);

        Assert.Equal(new[] { blue.Id, red.Id }.Order(), seen.Order());
    }

    [Theory]
    [InlineData("gateway.tenant")]
    [InlineData("gateway.owner")]
    public async Task Nobody_sets_the_labels_of_the_gateway(string label)
    {
        var options = new CreateSandboxOptions { Labels = new Dictionary<string, string> { [label] = "blue" } };

        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => _red.CreateAsync(options, Cancellation));

        Assert.Equal(nameof(CreateSandboxOptions.Labels), error.Option);
    }

    [Fact]
    public async Task What_belongs_to_no_tenant_is_refused_and_the_manifest_says_so()
    {
        await using var sandbox = await _blue.CreateAsync(cancellationToken: Cancellation);
        var capabilities = (await _blue.GetInfoAsync(Cancellation)).Capabilities;

        Assert.False(capabilities.Supports(SandboxOperation.CreateSnapshot));
        Assert.False(capabilities.Supports(SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.SnapshotId)));
        Assert.False(capabilities.Supports(SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Mounts)));
        Assert.False(sandbox.TryGet<ISnapshotSource>(out _));
        Assert.True((await _operator.GetInfoAsync(Cancellation)).Capabilities.Supports(SandboxOperation.CreateSnapshot));
    }
}
