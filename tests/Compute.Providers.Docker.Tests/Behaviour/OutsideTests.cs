namespace Compute.Providers.Docker.Tests;

/// <summary>Other clients of the engine do things to a sandbox that the provider holds.</summary>
public sealed class OutsideTests
{
    /// <summary>Longer than a command may take to notice the end of its sandbox.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task A_sandbox_that_was_stopped_runs_nothing_until_it_is_started_and_keeps_its_files(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        // Not in /tmp: gVisor has that in memory.
        (await sandbox.RunAsync(Command.Shell("echo kept > /var/tmp/file"), Cancel)).EnsureSuccess();
        using var raw = new RawEngine(engine.Host!);

        await raw.PostAsync($"containers/{sandbox.Id}/stop?t=0", Cancel);
        Assert.Equal(SandboxStatus.Stopped, (await sandbox.GetInfoAsync(Cancel)).Status);
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(Command.Create("true"), Cancel));

        await raw.PostAsync($"containers/{sandbox.Id}/start", Cancel);
        Assert.Equal(SandboxStatus.Running, (await sandbox.GetInfoAsync(Cancel)).Status);
        Assert.Equal("kept\n", (await sandbox.RunAsync(Command.Create("cat", "/var/tmp/file"), Cancel)).EnsureSuccess().StandardOutputText);
    }

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task A_command_whose_sandbox_is_killed_or_removed_is_told_as_killed_or_as_an_error(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        using var raw = new RawEngine(engine.Host!);
        foreach (var isRemoved in new[] { false, true })
        {
            await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
            await using var process = await sandbox.StartAsync(Command.Shell("echo started; sleep 300"), Cancel);
            await using var lines = process.ReadLinesAsync(Cancel).GetAsyncEnumerator(Cancel);
            Assert.True(await lines.MoveNextAsync());
            var waiting = process.WaitAsync(Cancel);

            await (isRemoved
                ? raw.DeleteAsync($"containers/{sandbox.Id}?force=1", Cancel)
                : raw.PostAsync($"containers/{sandbox.Id}/kill", Cancel));

            try
            {
                // With its sandbox the command was killed, too, and some engines tell so.
                Assert.Equal(ExecutionOutcome.Signaled, (await waiting.WaitAsync(Bound, Cancel)).Outcome);
            }
            catch (ComputeException error)
            {
                Assert.True(error is SandboxUnavailableException or SandboxNotFoundException, error.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task Containers_of_others_are_no_sandboxes(string name)
    {
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        using var raw = new RawEngine(engine.Host!);
        var stranger = await raw.CreateContainerAsync(TestEngine.Image, Cancel);
        try
        {
            Assert.Null(await provider.GetAsync(stranger, Cancel));
            Assert.DoesNotContain(stranger, await provider.ListAsync(cancellationToken: Cancel).Select(info => info.Id).ToArrayAsync(Cancel));
            Assert.DoesNotContain(stranger, await provider.ReapAsync(Cancel));
            await provider.DestroyAsync(stranger, Cancel);
            Assert.NotNull(await raw.InspectAsync(stranger, Cancel));
        }
        finally
        {
            await raw.DeleteAsync($"containers/{stranger}?force=1", CancellationToken.None);
        }
    }
}
