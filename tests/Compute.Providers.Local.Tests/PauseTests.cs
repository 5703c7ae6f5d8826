using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Tests;

public abstract class PauseTests : LocalFixture
{
    [Fact]
    public async Task What_runs_stands_still_until_the_sandbox_is_resumed()
    {
        var sandbox = await CreateAsync();
        await using var channel = await StartAsync(sandbox, ["sh", "-c", "while :; do echo x >> ticks; sleep 0.02; done"]);
        await UntilAsync(async () => await LengthAsync(sandbox) > 4);
        await Provider.PauseAsync(sandbox, Cancel);
        await Provider.PauseAsync(sandbox, Cancel);

        var paused = await LengthAsync(sandbox);
        Assert.Equal(SandboxStatus.Paused, (await Provider.GetAsync(sandbox.Id, Cancel))!.Status);
        var refused = await Assert.ThrowsAsync<SandboxUnavailableException>(() => ShellAsync(sandbox, "true"));
        Assert.Contains("resume", refused.Message, StringComparison.Ordinal);
        await Task.Delay(200, Cancel);
        Assert.Equal(paused, await LengthAsync(sandbox));

        // By another object, as another process would after a crash.
        var other = NewProvider();
        await other.ResumeAsync(sandbox, Cancel);
        await other.ResumeAsync(sandbox, Cancel);
        await UntilAsync(async () => await LengthAsync(sandbox) > paused);
        Assert.Equal(SandboxStatus.Running, (await Provider.GetAsync(sandbox.Id, Cancel))!.Status);
        await channel.KillAsync(Cancel);
    }

    [Fact]
    public async Task A_command_paused_right_after_its_start_comes_to_its_end()
    {
        var sandbox = await CreateAsync();
        for (var round = 0; round < 40; round++)
        {
            await using var channel = await StartAsync(sandbox, ["sleep", "0.1"]);
            await Provider.PauseAsync(sandbox, Cancel);
            await Provider.ResumeAsync(sandbox, Cancel);
            var run = await CollectAsync(channel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            Assert.Equal((ProcessFrameKind.Exited, 0), (run.End.Kind, run.End.Code));
        }
    }

    [Fact]
    public async Task A_paused_sandbox_can_be_destroyed()
    {
        var sandbox = await CreateAsync();
        await using var channel = await StartAsync(sandbox, ["sh", "-c", "echo x > ticks; exec sleep 600"]);
        await UntilAsync(async () => await LengthAsync(sandbox) > 0);
        await Provider.PauseAsync(sandbox, Cancel);
        await Provider.DestroyAsync(sandbox.Id, Cancel);
        Assert.Equal(ProcessFrameKind.Signaled, (await CollectAsync(channel)).End.Kind);
        Assert.Null(await Provider.GetAsync(sandbox.Id, Cancel));
    }

    [Fact]
    public async Task A_branch_of_a_paused_sandbox_runs()
    {
        var sandbox = await CreateAsync();
        await Provider.PauseAsync(sandbox, Cancel);
        var branch = Assert.Single(await Provider.BranchAsync(sandbox, 1, new Dictionary<string, string>(), Cancel));
        Assert.Equal(SandboxStatus.Running, branch.Status);
        Assert.Equal("1\n", (await ShellAsync(branch, "echo 1")).Output);
    }

    [Fact]
    public async Task A_longer_lifetime_keeps_the_sandbox()
    {
        var sandbox = await CreateAsync(lifetime: TimeSpan.FromSeconds(3));
        await NewProvider().ExtendLifetimeAsync(sandbox, TimeSpan.FromMinutes(10), Cancel);
        await Task.Delay(3500, Cancel);
        var kept = await Provider.GetAsync(sandbox.Id, Cancel);
        Assert.NotNull(kept);
        Assert.InRange(kept.ExpiresAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        await Provider.ExtendLifetimeAsync(sandbox, TimeSpan.FromMilliseconds(50), Cancel);
        await UntilAsync(async () => await Provider.GetAsync(sandbox.Id, Cancel) is null);
    }

    [Fact]
    public async Task Use_is_measured()
    {
        var sandbox = await CreateAsync();
        var before = await Provider.GetMetricsAsync(sandbox, Cancel);
        await using var channel = await StartAsync(sandbox, ["sh", "-c", "while :; do :; done"]);
        await UntilAsync(async () => (await Provider.GetMetricsAsync(sandbox, Cancel)).CpuTime > before.CpuTime + TimeSpan.FromMilliseconds(200));
        var during = await Provider.GetMetricsAsync(sandbox, Cancel);
        Assert.True(during.ProcessCount > before.ProcessCount);
        Assert.True(during.MemoryBytes > before.MemoryBytes);
        await channel.KillAsync(Cancel);
    }

    [Fact]
    public async Task Endpoints_are_those_of_the_ports_that_were_asked_for()
    {
        var sandbox = await CreateAsync(ports: [18473]);
        var endpoint = await Provider.GetEndpointAsync(sandbox, 18473, Cancel);
        Assert.Equal(("127.0.0.1", 18473, "http://127.0.0.1:18473/"), (endpoint.Host, endpoint.Port, endpoint.Url.ToString()));
        var missing = await Assert.ThrowsAsync<EndpointNotFoundException>(() => Provider.GetEndpointAsync(sandbox, 18474, Cancel));
        Assert.Equal(18474, missing.Port);
    }

    private async Task<long> LengthAsync(LocalSandbox sandbox) =>
        await Provider.DescribeFileAsync(sandbox, "ticks", Cancel) is { SizeBytes: { } size } ? size : 0;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(25, Cancel);
        }

        Assert.Fail("It did not come to pass within 15 seconds.");
    }
}

public sealed class ProcessPauseTests : PauseTests;

public sealed class NamespacePauseTests : PauseTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
