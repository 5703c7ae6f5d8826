using System.Text;
using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>The table of processes that the framework keeps where a provider has none.</summary>
public sealed class ProcessTableTests : IAsyncLifetime
{
    private readonly FurtherDriver _driver;
    private readonly ProviderRuntime<FurtherDriver.Handle> _runtime;
    private FurtherDriver.Sandbox _sandbox = null!;
    private FurtherDriver.Sandbox _other = null!;

    public ProcessTableTests()
    {
        _driver = new FurtherDriver();
        _runtime = new(_driver, ProviderServices.Default);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await _runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        _other = (await _runtime.GetAsync<FurtherDriver.Sandbox>(_sandbox.Id, Cancellation))!;
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public async Task Another_object_of_the_same_sandbox_lists_what_was_started()
    {
        await using var first = await _sandbox.StartAsync(Command.Create("one", "-x"), Cancellation);
        await using var second = await _other.StartAsync(Command.Create("two"), Cancellation);
        _driver.Channels["two"].Send(ProcessFrame.Exited(0));
        await second.WaitAsync(Cancellation);

        var listed = await _other.ListProcessesAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal([("one", true), ("two", false)], listed.Select(process => (process.Id, process.IsRunning)));
        Assert.Equal(["one", "-x"], listed[0].Arguments);
        Assert.All(listed, process => Assert.NotNull(process.StartedAt));
        Assert.Equal(SupportLevel.Emulated, _runtime.Info.Capabilities[SandboxOperation.ListProcesses].Support.Level);
    }

    [Fact]
    public async Task What_was_written_before_is_replayed_to_who_attaches()
    {
        await using var started = await _sandbox.StartAsync(Command.Create("one"), Cancellation);
        _driver.Channels["one"].SendText("before ");
        Assert.Equal("before ", await FirstTextAsync(started));

        await using var attached = await _other.AttachProcessAsync("one", Cancellation);
        await attached!.WriteInputAsync("in"u8.ToArray(), Cancellation);
        _driver.Channels["one"].SendText("after");
        _driver.Channels["one"].Send(ProcessFrame.Exited(4));

        Assert.Equal("in"u8.ToArray(), _driver.Channels["one"].Input.ToArray());
        var result = await attached.WaitAsync(Cancellation);
        Assert.Equal((4, "before after"), (result.ExitCode, result.StandardOutputText));
        Assert.Equal([0L, 1L], (await attached.ReadOutputAsync(0, Cancellation).ToListAsync(Cancellation)).Select(chunk => chunk.Sequence));
    }

    [Fact]
    public async Task Who_attached_lets_go_by_disposing_and_kills_by_killing()
    {
        await using var started = await _sandbox.StartAsync(Command.Create("one"), Cancellation);
        var attached = await _other.AttachProcessAsync("one", Cancellation);

        await attached!.DisposeAsync();

        Assert.Equal(0, _driver.Channels["one"].Kills);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => attached.WriteInputAsync(default, Cancellation));
        await using var again = await _other.AttachProcessAsync("one", Cancellation);
        await again!.KillAsync(Cancellation);
        Assert.Equal(1, _driver.Channels["one"].Kills);
        Assert.Equal(ExecutionOutcome.Killed, (await started.WaitAsync(Cancellation)).Outcome);
    }

    [Fact]
    public async Task Process_leaves_the_table_with_its_starter()
    {
        var started = await _sandbox.StartAsync(Command.Create("one"), Cancellation);
        await started.DisposeAsync();

        Assert.Empty(await _other.ListProcessesAsync(Cancellation).ToListAsync(Cancellation));
        Assert.Null(await _other.AttachProcessAsync("one", Cancellation));
    }

    [Fact]
    public async Task Sandbox_that_is_destroyed_takes_its_processes_with_it_and_tells_no_outcome()
    {
        await using var started = await _sandbox.StartAsync(Command.Create("one"), Cancellation);
        await using var attached = await _other.AttachProcessAsync("one", Cancellation);

        await _sandbox.DestroyAsync(Cancellation);

        await Assert.ThrowsAsync<SandboxUnavailableException>(() => attached!.WaitAsync(Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => _other.AttachProcessAsync("one", Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(async () => await _other.ListProcessesAsync(Cancellation).ToListAsync(Cancellation));
        Assert.Empty(_runtime.Processes.List(_sandbox.Id));
    }

    [Fact]
    public async Task Process_that_the_provider_finds_again_runs_on_after_disposal()
    {
        var driver = new FurtherDriver { Further = [SandboxOperation.AttachProcess] };
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        driver.Channels["old"] = new ScriptedChannel("old");

        var attached = await sandbox.AttachProcessAsync("old", Cancellation);
        driver.Channels["old"].SendText("x");
        Assert.Equal("x", await FirstTextAsync(attached!));
        var waiting = attached!.WaitAsync(Cancellation);
        await attached.DisposeAsync();

        Assert.Equal(0, driver.Channels["old"].Kills);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Null(await sandbox.AttachProcessAsync("none", Cancellation));
        Assert.Equal(["attach old", "attach none"], driver.Calls);
    }

    [Fact]
    public async Task What_this_provider_object_started_is_attached_without_asking_the_provider()
    {
        var driver = new FurtherDriver { Further = [SandboxOperation.AttachProcess] };
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        await using var started = await sandbox.StartAsync(Command.Create("one"), Cancellation);

        await using var attached = await sandbox.AttachProcessAsync("one", Cancellation);

        Assert.NotNull(attached);
        Assert.Empty(driver.Calls);
    }

    private static async Task<string> FirstTextAsync(ISandboxProcess process) =>
        Encoding.UTF8.GetString((await process.ReadOutputAsync(cancellationToken: Cancellation).FirstAsync(Cancellation)).Data.Span);
}
