using System.Text;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>The runtime, not the channel, keeps a process's input in order, and ends the reading before the channel.</summary>
public sealed class ProcessInputTests
{
    private readonly RecordingDriver _driver = new();
    private readonly ScriptedChannel _channel = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_after_the_input_was_closed_does_not_reach_the_channel()
    {
        await using var process = await StartAsync(Command.Create("x"));
        await process.WriteInputAsync("one"u8.ToArray(), Cancellation);
        await process.CloseInputAsync(Cancellation);
        await process.CloseInputAsync(Cancellation);

        var error = await Assert.ThrowsAsync<ProcessInputClosedException>(() => process.WriteInputAsync("two"u8.ToArray(), Cancellation));

        Assert.Equal(("recording", "s1"), (error.ProviderName, error.SandboxId));
        Assert.Equal((1, "one"), (_channel.Closes, Encoding.UTF8.GetString(_channel.Input.ToArray())));
    }

    [Fact]
    public async Task Write_after_the_commands_own_input_does_not_reach_the_channel()
    {
        await using var process = await StartAsync(Command.Create("x") with { StandardInput = CommandInput.FromText("all") });
        for (var attempt = 0; attempt < 3000 && !_channel.IsInputClosed; attempt++)
        {
            await Task.Delay(10, Cancellation);
        }

        await Assert.ThrowsAsync<ProcessInputClosedException>(() => process.WriteInputAsync("more"u8.ToArray(), Cancellation));
        Assert.Equal("all", Encoding.UTF8.GetString(_channel.Input.ToArray()));
    }

    [Fact]
    public async Task Write_that_ignores_its_token_is_left_behind_with_memory_of_its_own()
    {
        var gate = new TaskCompletionSource();
        _channel.OnWrite = _ => gate.Task;
        await using var process = await StartAsync(Command.Create("x"));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var data = "given"u8.ToArray();
        var writing = process.WriteInputAsync(data, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        data.AsSpan().Fill((byte)'?');
        gate.SetResult();
        for (var attempt = 0; attempt < 3000 && _channel.Input.Length == 0; attempt++)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.Equal("given", Encoding.UTF8.GetString(_channel.Input.ToArray()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Channel_is_disposed_when_its_reading_has_ended(bool killWorks)
    {
        var reading = new TaskCompletionSource();
        _channel.OnKill = () => killWorks ? null : throw new HttpRequestException("refused");
        _channel.OnReadCancelled = () => reading.Task;
        var process = await StartAsync(Command.Create("x"));
        for (var attempt = 0; attempt < 3000 && !_channel.IsReading; attempt++)
        {
            await Task.Delay(10, Cancellation);
        }

        var disposing = process.DisposeAsync().AsTask();
        await Task.Delay(50, Cancellation);
        Assert.Null(_channel.WasDisposedWhileRead);
        reading.SetResult();
        await disposing.ContinueWith(_ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.False(_channel.WasDisposedWhileRead);
    }

    [Fact]
    public async Task Channel_that_reads_on_regardless_is_left_behind()
    {
        _channel.OnKill = () => throw new HttpRequestException("refused");
        _channel.OnReadCancelled = () => new TaskCompletionSource().Task;
        var process = await StartAsync(Command.Create("x"));

        await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.KillAsync(Cancellation));
        await process.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => process.WaitAsync(Cancellation));
        Assert.NotNull(_channel.WasDisposedWhileRead);
    }

    [Fact]
    public async Task Each_reader_gets_an_error_with_a_stack_trace_of_its_own()
    {
        await using var process = await StartAsync(Command.Create("x"));
        _channel.Disconnect();

        var first = await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
        var trace = first.StackTrace;
        var second = await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await process.ReadOutputAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));

        Assert.NotSame(first, second);
        Assert.Equal(trace, first.StackTrace);
        Assert.Equal((first.Message, first.Operation), (second.Message, second.Operation));
    }

    private async Task<ISandboxProcess> StartAsync(Command command)
    {
        _driver.Start = _ => _channel;
        var sandbox = await new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default).CreateAsync<ISandbox>(null, Cancellation);
        return await sandbox.StartAsync(command, Cancellation);
    }
}
