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
    public async Task A_snapshot_is_seen_used_and_deleted_by_its_tenant_alone()
    {
        await using var sandbox = await _blue.CreateAsync(cancellationToken: Cancellation);
        await sandbox.Files.WriteAllTextAsync("secret", "blue", Cancellation);
        Assert.True(sandbox.TryGet<ISnapshotSource>(out var source));
        var snapshot = await source.CreateSnapshotAsync("mine", Cancellation);
        Assert.Equal("mine", snapshot.Name);
        Assert.Empty(snapshot.Labels);
        Assert.True(_red.TryGet<ISnapshotStore>(out var red));
        Assert.True(_blue.TryGet<ISnapshotStore>(out var blue));
        var use = new CreateSandboxOptions { SnapshotId = snapshot.Id };

        Assert.Empty(await red.ListSnapshotsAsync(Cancellation).ToListAsync(Cancellation));
        await red.DeleteSnapshotAsync(snapshot.Id, Cancellation);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _red.CreateAsync(use, Cancellation));
        Assert.Equal([snapshot.Id], await blue.ListSnapshotsAsync(Cancellation).Select(item => item.Id).ToListAsync(Cancellation));
        await using (var copy = await _blue.CreateAsync(use, Cancellation))
        {
            Assert.Equal("blue", await copy.Files.ReadAllTextAsync("secret", Cancellation));
        }

        Assert.True(sandbox.TryGet<IBranchable>(out var branchable));
        var branch = Assert.Single(await branchable.BranchAsync(1, Cancellation));
        Assert.Null(await _red.GetAsync(branch.Id, Cancellation));
        await branch.DisposeAsync();
        await blue.DeleteSnapshotAsync(snapshot.Id, Cancellation);
        Assert.Empty(await blue.ListSnapshotsAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task What_the_gateway_refuses_is_in_the_manifest()
    {
        var capabilities = (await _blue.GetInfoAsync(Cancellation)).Capabilities;

        Assert.False(capabilities.Supports(SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Mounts)));
        Assert.False(capabilities.Supports(SandboxOperation.BuildTemplate));
        Assert.True(capabilities.Supports(SandboxOperation.CreateSnapshot));
    }
}
