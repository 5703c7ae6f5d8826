namespace Compute.Framework.Testing.Tests.InMemory;

public sealed class SnapshotTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ISandboxProvider<InMemoryProvider.Sandbox> _provider = null!;
    private InMemoryProvider.Sandbox _source = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = InMemoryProvider.Create(new CommandScript().On("where", command => ExecutionResult.Exited(0, $"{command.WorkingDirectory} {command.Environment.Count}")));
        _source = await _provider.CreateAsync(
            new CreateSandboxOptions
            {
                Labels = new Dictionary<string, string> { ["team"] = "blue" },
                Environment = new Dictionary<string, string> { ["A"] = "B" },
                WorkingDirectory = "/home/app",
                Lifetime = TimeSpan.FromHours(1),
            },
            Cancellation);
        await _source.Files.WriteAllTextAsync("shared", "before", Cancellation);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task What_is_created_from_a_snapshot_has_its_files_and_its_own_life()
    {
        var snapshot = await _source.CreateSnapshotAsync("first", Cancellation);
        await _source.Files.WriteAllTextAsync("shared", "after", Cancellation);
        await _source.DestroyAsync(Cancellation);

        var options = new CreateSandboxOptions { SnapshotId = snapshot.Id };
        var one = await _provider.CreateAsync(options, Cancellation);
        var two = await _provider.CreateAsync(options, Cancellation);
        await one.Files.WriteAllTextAsync("shared", "one", Cancellation);
        await two.Files.DeleteAsync("shared", cancellationToken: Cancellation);

        Assert.Equal("one", await one.Files.ReadAllTextAsync("shared", Cancellation));
        Assert.False(await two.Files.ExistsAsync("shared", Cancellation));
        var third = await _provider.CreateAsync(options with { WorkingDirectory = "/else" }, Cancellation);
        Assert.Equal("before", await third.Files.ReadAllTextAsync("/home/app/shared", Cancellation));
        Assert.Equal("/else 0", (await third.RunAsync("where", Cancellation)).StandardOutputText);
    }

    [Fact]
    public async Task Snapshots_are_listed_and_deleted()
    {
        var store = (ISnapshotStore)_provider;
        var snapshot = await _source.CreateSnapshotAsync("first", Cancellation);
        var restored = await _provider.CreateAsync(new CreateSandboxOptions { SnapshotId = snapshot.Id }, Cancellation);
        var child = await restored.CreateSnapshotAsync(null, Cancellation);

        Assert.Equal(("first", (string?)null), (snapshot.Name, snapshot.ParentId));
        Assert.Equal([KeyValuePair.Create("team", "blue")], snapshot.Labels);
        Assert.Equal(snapshot.Id, child.ParentId);
        Assert.Equal(
            new[] { snapshot.Id, child.Id }.Order(),
            (await store.ListSnapshotsAsync(Cancellation).Select(info => info.Id).ToListAsync(Cancellation)).Order());

        await store.DeleteSnapshotAsync(snapshot.Id, Cancellation);
        await store.DeleteSnapshotAsync(snapshot.Id, Cancellation);

        Assert.Equal([child.Id], await store.ListSnapshotsAsync(Cancellation).Select(info => info.Id).ToListAsync(Cancellation));
        Assert.Equal("before", await restored.Files.ReadAllTextAsync("shared", Cancellation));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _provider.CreateAsync(new CreateSandboxOptions { SnapshotId = snapshot.Id }, Cancellation));
    }

    [Fact]
    public async Task Branches_begin_alike_and_go_apart()
    {
        var branches = await _source.BranchAsync(3, Cancellation);
        await _source.Files.WriteAllTextAsync("shared", "source", Cancellation);
        await branches[0].Files.WriteAllTextAsync("shared", "first", Cancellation);

        Assert.Equal(4, branches.Select(branch => branch.Id).Append(_source.Id).Distinct().Count());
        Assert.Equal("source", await _source.Files.ReadAllTextAsync("shared", Cancellation));
        Assert.Equal("first", await branches[0].Files.ReadAllTextAsync("shared", Cancellation));
        Assert.Equal("before", await branches[1].Files.ReadAllTextAsync("shared", Cancellation));
        Assert.Equal("/home/app 1", (await branches[2].RunAsync("where", Cancellation)).StandardOutputText);
        var info = await branches[2].GetInfoAsync(Cancellation);
        Assert.Equal([KeyValuePair.Create("team", "blue")], info.Labels);
        Assert.Equal((await _source.GetInfoAsync(Cancellation)).ExpiresAt, info.ExpiresAt);

        await branches[1].DisposeAsync();
        Assert.Null(await _provider.GetAsync(branches[1].Id, Cancellation));
        Assert.NotNull(await _provider.GetAsync(branches[2].Id, Cancellation));
    }
}
