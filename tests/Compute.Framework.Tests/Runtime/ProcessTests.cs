using System.Text;
using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class ProcessTests
{
    private readonly RecordingDriver _driver = new();
    private readonly ScriptedChannel _channel = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_is_replayed_from_any_sequence_number()
    {
        await using var process = await StartAsync();
        _channel.SendText("one");
        _channel.SendText("two", StandardStream.StandardError);
        _channel.SendText("three");
        _channel.Send(ProcessFrame.Exited(3));

        var all = await process.ReadOutputAsync(cancellationToken: Cancellation).ToListAsync(Cancellation);
        var rest = await process.ReadOutputAsync(2, Cancellation).ToListAsync(Cancellation);
        var result = await process.WaitAsync(Cancellation);

        Assert.Equal([(0, "one"), (1, "two"), (2, "three")], all.Select(chunk => ((int)chunk.Sequence, Encoding.UTF8.GetString(chunk.Data.Span))));
        Assert.Equal(2, Assert.Single(rest).Sequence);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("onethree", result.StandardOutputText);
        Assert.Equal("two", result.StandardErrorText);
    }

    [Fact]
    public async Task A_lost_connection_is_an_error_and_no_outcome()
    {
        await using var process = await StartAsync();
        _channel.SendText("half");
        _channel.Disconnect();

        var read = new List<OutputChunk>();
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () =>
        {
            await foreach (var chunk in process.ReadOutputAsync(cancellationToken: Cancellation))
            {
                read.Add(chunk);
            }
        });

        Assert.Single(read);
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
        Assert.Equal(("recording", "StartProcess"), (error.ProviderName, error.Operation));
    }

    [Fact]
    public async Task A_time_out_kills_and_keeps_the_output()
    {
        await using var process = await StartAsync(Command.Create("x") with { Timeout = TimeSpan.FromMilliseconds(50) });
        _channel.SendText("so far");

        var result = await process.WaitAsync(Cancellation);

        Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
        Assert.Null(result.ExitCode);
        Assert.Equal("so far", result.StandardOutputText);
        Assert.Equal(1, _channel.Kills);
    }

    [Fact]
    public async Task A_signal_before_the_time_out_is_a_signal()
    {
        await using var process = await StartAsync(Command.Create("x") with { Timeout = TimeSpan.FromSeconds(30) });
        _channel.Send(ProcessFrame.Signaled(11));

        var result = await process.WaitAsync(Cancellation);

        Assert.Equal((ExecutionOutcome.Signaled, (int?)11), (result.Outcome, result.Signal?.Number));
    }

    [Fact]
    public async Task Killing_twice_and_after_the_end_does_nothing_more()
    {
        await using var process = await StartAsync();

        await process.KillAsync(Cancellation);
        await process.KillAsync(Cancellation);

        Assert.Equal(ExecutionOutcome.Killed, (await process.WaitAsync(Cancellation)).Outcome);
        Assert.Equal(1, _channel.Kills);
    }

    [Fact]
    public async Task A_process_that_dies_with_its_sandbox_has_no_outcome()
    {
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default);
        _driver.Start = _ => _channel;
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        await using var process = await sandbox.StartAsync(Command.Create("x"), Cancellation);

        await sandbox.DestroyAsync(Cancellation);
        _channel.Send(ProcessFrame.Signaled(9));

        await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Input_after_the_end_is_an_error_of_its_own()
    {
        await using var process = await StartAsync();
        await process.WriteInputAsync("hello"u8.ToArray(), Cancellation);
        _channel.Send(ProcessFrame.Exited(0));
        await process.WaitAsync(Cancellation);

        await Assert.ThrowsAsync<ProcessInputClosedException>(() => process.WriteInputAsync("x"u8.ToArray(), Cancellation));
        Assert.Equal("hello"u8.ToArray(), _channel.Input.ToArray());
    }

    [Fact]
    public async Task Disposing_kills()
    {
        var process = await StartAsync();

        await process.DisposeAsync();

        Assert.Equal(1, _channel.Kills);
    }

    private async Task<ISandboxProcess> StartAsync(Command? command = null)
    {
        var runtime = new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default);
        _driver.Start = _ => _channel;
        var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        return await sandbox.StartAsync(command ?? Command.Create("x"), Cancellation);
    }
}
