namespace Compute.Framework.Testing.Tests.InMemory;

public sealed class LifecycleTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new();
    private readonly CommandScript _commands = new();
    private ISandboxProvider<InMemoryProvider.Sandbox> _provider = null!;

    public ValueTask InitializeAsync()
    {
        _provider = InMemoryProvider.Create(_commands, timeProvider: _time);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task A_sandbox_tells_how_it_was_created()
    {
        var sandbox = await _provider.CreateAsync(
            new CreateSandboxOptions
            {
                Name = "build",
                Labels = new Dictionary<string, string> { ["team"] = "blue" },
                Environment = new Dictionary<string, string> { ["LANG"] = "C", ["HOME"] = "/root" },
                WorkingDirectory = "/srv/app",
                Lifetime = TimeSpan.FromMinutes(5),
            },
            Cancellation);
        _commands.On("env", command => ExecutionResult.Exited(0, $"{command.WorkingDirectory} {command.Environment["LANG"]} {command.Environment["HOME"]}"));

        var info = await sandbox.GetInfoAsync(Cancellation);
        var result = await sandbox.RunAsync(
            Command.Create("env") with { Environment = new Dictionary<string, string> { ["LANG"] = "pl" } }, Cancellation);

        Assert.Equal(("build", "/srv/app"), (sandbox.Native.Name, sandbox.Native.WorkingDirectory));
        Assert.Equal([KeyValuePair.Create("team", "blue")], info.Labels);
        Assert.Equal((SandboxStatus.Running, _time.GetUtcNow(), _time.GetUtcNow() + TimeSpan.FromMinutes(5)), (info.Status, info.CreatedAt, info.ExpiresAt));
        Assert.NotNull(info.Owner);
        Assert.Equal("/srv/app pl /root", result.StandardOutputText);
        Assert.Equal(SupportLevel.Native, _provider.Info.Capabilities.OrphanCleanup.Level);
    }

    [Fact]
    public async Task An_expired_sandbox_is_gone_and_others_stay()
    {
        var sandbox = await _provider.CreateAsync(new CreateSandboxOptions { Lifetime = TimeSpan.FromMinutes(5) }, Cancellation);
        var other = await _provider.CreateAsync(new CreateSandboxOptions { Lifetime = TimeSpan.FromDays(24_000) }, Cancellation);

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _provider.GetAsync(sandbox.Id, Cancellation));
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Null(await _provider.GetAsync(sandbox.Id, Cancellation));
        Assert.Equal([other.Id], await _provider.ListAsync(cancellationToken: Cancellation).Select(info => info.Id).ToListAsync(Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.Files.ExistsAsync("x", Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.RunAsync("x", Cancellation));
        await _provider.DestroyAsync(sandbox.Id, Cancellation);
    }

    [Fact]
    public async Task Destroying_is_idempotent_and_leaves_nothing_usable()
    {
        var sandbox = await _provider.CreateAsync(cancellationToken: Cancellation);
        var borrowed = (await _provider.GetAsync(sandbox.Id, Cancellation))!;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _provider.DestroyAsync(sandbox.Id, Cancellation), Cancellation)));
        await sandbox.DestroyAsync(Cancellation);

        await Assert.ThrowsAsync<SandboxNotFoundException>(() => borrowed.RunAsync("x", Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => borrowed.StartAsync("x", Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => borrowed.Files.WriteAllTextAsync("x", "", Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => borrowed.Files.ListAsync(".", Cancellation).ToListAsync(Cancellation).AsTask());
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => borrowed.GetInfoAsync(Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => ((ISnapshotSource)borrowed).CreateSnapshotAsync(null, Cancellation));
        Assert.Empty(_commands.Received);
    }

    [Fact]
    public async Task A_handler_that_outlives_its_sandbox_reaches_no_file()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var proceed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var late = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.On("stubborn", async (command, _) =>
        {
            entered.SetResult();
            await proceed.Task;
            late.SetResult(await Record.ExceptionAsync(() => command.Files.WriteAllTextAsync("late", "x", CancellationToken.None)));
            return ExecutionResult.Exited(0);
        });
        var sandbox = await _provider.CreateAsync(cancellationToken: Cancellation);
        var run = sandbox.RunAsync("stubborn", Cancellation);
        await entered.Task.WaitAsync(Cancellation);

        await sandbox.DestroyAsync(Cancellation);
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => run);
        proceed.SetResult();

        Assert.IsType<SandboxNotFoundException>(await late.Task.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task An_option_that_memory_cannot_honor_is_refused()
    {
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => _provider.CreateAsync(new CreateSandboxOptions { Image = "debian" }, Cancellation));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _provider.CreateAsync(new CreateSandboxOptions { SnapshotId = "none" }, Cancellation));
        Assert.Empty(await _provider.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }
}
