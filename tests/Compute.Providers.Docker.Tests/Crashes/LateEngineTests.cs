namespace Compute.Providers.Docker.Tests;

/// <summary>An engine that is down when the provider is first asked, and comes up later.</summary>
public sealed class LateEngineTests
{
    private const string Disk = "Resources.DiskBytes";

    private static readonly CreateSandboxOptions WithDisk = new() { Resources = new() { DiskBytes = 1 << 30 } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Podman alone: what it does is in the framework and in the provider, and no other engine starts as fast.</summary>
    [Fact]
    public async Task The_manifest_is_right_as_soon_as_the_engine_is_up_and_nobody_was_blocked()
    {
        var kind = TestEngine.Needed(TestEngine.Podman.Name);
        await using var engine = await OwnEngine.StartAsync(kind, Cancel);
        await engine.KillAsync(Cancel);
        await using ISandboxProvider provider = kind.CreateProvider(engine.Host);

        // Down: what is declared stands, and every operation says that the engine is not there.
        Assert.True(provider.Info.Capabilities.Supports(SandboxOperation.CreateSandbox, Disk));
        Assert.True((await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await provider.GetInfoAsync(Cancel))).IsTransient);
        var down = await Assert.ThrowsAsync<SandboxUnavailableException>(() => provider.CreateAsync(WithDisk, Cancel));
        Assert.False(down.IsOutcomeUnknown);
        Assert.False((await provider.CheckAvailabilityAsync(Cancel)).IsAvailable);
        Assert.True(provider.Info.Capabilities.Supports(SandboxOperation.CreateSandbox, Disk));

        // Up, and stopped: it accepts connections and does not respond. Nothing here may wait for it.
        await engine.StartAgainAsync(Cancel);
        await engine.SignalAsync("STOP", Cancel);
        Task<ProviderInfo> info;
        Task<ISandbox> refused, created;
        try
        {
            info = provider.GetInfoAsync(Cancel).AsTask();
            refused = provider.CreateAsync(WithDisk, Cancel);
            created = provider.CreateAsync(cancellationToken: Cancel);
            Assert.True(provider.Info.Capabilities.Supports(SandboxOperation.CreateSandbox, Disk));
            Assert.Equal([false, false, false], new Task[] { info, refused, created }.Select(static task => task.IsCompleted));
        }
        finally
        {
            await engine.SignalAsync("CONT", Cancel);
        }

        // Up: what the engine lacks is known, everywhere, and decides.
        Assert.Equal(SupportLevel.Unsupported, (await info).Capabilities[SandboxOperation.CreateSandbox][Disk].Level);
        Assert.Same(await info, provider.Info);
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(() => refused);
        Assert.Equal(Disk, error.Option);
        Assert.Contains("overlay", error.Message, StringComparison.Ordinal);
        await using var sandbox = await created;
        Assert.Equal(SupportLevel.Unsupported, sandbox.Provider.Capabilities[SandboxOperation.CreateSandbox][Disk].Level);
        Assert.Equal("up\n", (await sandbox.RunAsync(Command.Create("echo", "up"), Cancel)).StandardOutputText);
        Assert.Equal([sandbox.Id], await provider.ListAsync(cancellationToken: Cancel).Select(found => found.Id).ToArrayAsync(Cancel));
        Assert.True((await provider.CheckAvailabilityAsync(Cancel)).IsAvailable);
    }
}
