using System.Text;

namespace Compute.Framework.Testing.Tests.InMemory;

public sealed class ProcessTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly CommandScript _commands = new();
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ISandboxProvider<InMemoryProvider.Sandbox> _provider = null!;
    private InMemoryProvider.Sandbox _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _commands
            .On("plain", ExecutionResult.Exited(3, "out", "err"))
            .On("server", async (command, cancellationToken) =>
            {
                using var stopped = cancellationToken.Register(() => _stopped.TrySetResult());
                command.WriteOutput("listening\n");
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                return ExecutionResult.Exited(0);
            })
            .On("steps", async (command, cancellationToken) =>
            {
                command.WriteOutput("one\n");
                await Task.Delay(TimeSpan.FromMinutes(1), command.TimeProvider, cancellationToken);
                command.WriteError("two\n");
                return ExecutionResult.Exited(0, "three\n");
            })
            .On("upper", async (command, cancellationToken) =>
            {
                using var reader = new StreamReader(command.Input);
                return ExecutionResult.Exited(0, (await reader.ReadToEndAsync(cancellationToken)).ToUpperInvariant());
            });
        _provider = InMemoryProvider.Create(_commands, timeProvider: _time);
        _sandbox = await _provider.CreateAsync(new CreateSandboxOptions { Lifetime = TimeSpan.FromHours(1) }, Cancellation);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task A_plain_answer_is_a_process_too()
    {
        await using var process = await _sandbox.StartAsync("plain", Cancellation);

        var result = await process.WaitAsync(Cancellation);

        Assert.Equal((3, "out", "err"), (result.ExitCode, result.StandardOutputText, result.StandardErrorText));
        await Assert.ThrowsAsync<ProcessInputClosedException>(() => process.WriteInputAsync("late"u8.ToArray(), Cancellation));
    }

    [Fact]
    public async Task Output_is_seen_as_it_is_written()
    {
        await using var process = await _sandbox.StartAsync("steps", Cancellation);
        var lines = process.ReadLinesAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(new OutputLine(StandardStream.StandardOutput, "one"), lines.Current);
        var next = lines.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await AdvanceUntilAsync(next, TimeSpan.FromMinutes(1));

        Assert.Equal(new OutputLine(StandardStream.StandardError, "two"), lines.Current);
        Assert.Equal("one\nthree\n", (await process.WaitAsync(Cancellation)).StandardOutputText);
        await lines.DisposeAsync();
    }

    [Fact]
    public async Task Input_reaches_the_handler()
    {
        await using var process = await _sandbox.StartAsync("upper", Cancellation);
        await process.WriteInputAsync("first "u8.ToArray(), Cancellation);
        await process.WriteInputAsync("second"u8.ToArray(), Cancellation);
        await process.CloseInputAsync(Cancellation);

        Assert.Equal("FIRST SECOND", (await process.WaitAsync(Cancellation)).StandardOutputText);
        var buffered = await _sandbox.RunAsync(Command.Create("upper") with { StandardInput = CommandInput.FromText("text") }, Cancellation);
        Assert.Equal("TEXT", buffered.StandardOutputText);
        Assert.Equal("", (await _sandbox.RunAsync("upper", Cancellation)).StandardOutputText);
    }

    [Fact]
    public async Task A_kill_stops_the_handler()
    {
        await using var process = await _sandbox.StartAsync("server", Cancellation);
        await process.ReadLinesAsync(Cancellation).FirstAsync(Cancellation);

        await process.KillAsync(Cancellation);
        await process.KillAsync(Cancellation);

        var result = await process.WaitAsync(Cancellation);
        Assert.Equal((ExecutionOutcome.Killed, "listening\n"), (result.Outcome, result.StandardOutputText));
        await _stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task A_signal_does_what_it_does_by_default()
    {
        var windowChanged = new Signal(28);
        await using var process = await _sandbox.StartAsync("server", Cancellation);

        await process.SignalAsync(windowChanged, Cancellation);
        await process.SignalAsync(Signal.Terminate, Cancellation);

        var result = await process.WaitAsync(Cancellation);
        Assert.Equal((ExecutionOutcome.Signaled, Signal.Terminate), (result.Outcome, result.Signal));
    }

    [Fact]
    public async Task A_time_out_passes_on_the_providers_clock()
    {
        var run = _sandbox.RunAsync(Command.Create("server") with { Timeout = TimeSpan.FromSeconds(5) }, Cancellation);
        await AdvanceUntilAsync(run, TimeSpan.FromSeconds(5));
        await _stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Equal(ExecutionOutcome.TimedOut, (await run).Outcome);
    }

    [Fact]
    public async Task A_time_out_of_a_started_process_is_one()
    {
        await using var process = await _sandbox.StartAsync(Command.Create("server") with { Timeout = TimeSpan.FromSeconds(5) }, Cancellation);
        await process.ReadLinesAsync(Cancellation).FirstAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(5));

        var result = await process.WaitAsync(Cancellation);

        Assert.Equal((ExecutionOutcome.TimedOut, "listening\n"), (result.Outcome, result.StandardOutputText));
    }

    [Fact]
    public async Task A_cancelled_command_stops_the_handler()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = _sandbox.RunAsync("server", source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await using var process = await _sandbox.StartAsync("plain", Cancellation);
        Assert.Equal(3, (await process.WaitAsync(Cancellation)).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_goes_down_with_its_sandbox_has_no_outcome(bool byExpiry)
    {
        await using var process = await _sandbox.StartAsync("server", Cancellation);
        await process.ReadLinesAsync(Cancellation).FirstAsync(Cancellation);
        var run = _sandbox.RunAsync("server", Cancellation);
        while (_commands.Received.Count < 2)
        {
            await Task.Delay(1, Cancellation);
        }

        if (byExpiry)
        {
            _time.Advance(TimeSpan.FromHours(1));
        }
        else
        {
            await _provider.DestroyAsync(_sandbox.Id, Cancellation);
        }

        await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => run);
    }

    [Fact]
    public async Task What_a_handler_throws_reaches_the_caller_of_both_kinds()
    {
        _commands.On("broken", command => throw new InvalidOperationException("the test's own fault"));
        await using var process = await _sandbox.StartAsync("broken", Cancellation);

        var waited = await Assert.ThrowsAsync<ProviderFaultException>(() => process.WaitAsync(Cancellation));
        var ran = await Assert.ThrowsAsync<ProviderFaultException>(() => _sandbox.RunAsync("broken", Cancellation));

        Assert.All([waited, ran], error => Assert.Contains("the test's own fault", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_cannot_be_scripted_to_an_end_that_no_process_has()
    {
        _commands.On("timed-out", ExecutionResult.TimedOut());
        await using var process = await _sandbox.StartAsync("timed-out", Cancellation);

        var error = await Assert.ThrowsAsync<ProviderFaultException>(() => process.WaitAsync(Cancellation));

        Assert.Contains("let the handler wait", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_stay_bytes()
    {
        byte[] bytes = [0xff, 0x00, 0xc3, 0x28];
        _commands.On("bytes", command =>
        {
            command.WriteOutput(bytes);
            return ExecutionResult.Exited(0, Encoding.UTF8.GetBytes("+"));
        });

        var result = await _sandbox.RunAsync("bytes", Cancellation);

        Assert.Equal([.. bytes, (byte)'+'], result.StandardOutput.ToArray());
    }

    /// <summary>The handler may not have reached its delay yet when the clock is moved: moves it until it has.</summary>
    private async Task AdvanceUntilAsync(Task task, TimeSpan step)
    {
        for (var i = 0; i < 50 && !task.IsCompleted; i++)
        {
            _time.Advance(step);
            await Task.WhenAny(task, Task.Delay(100, Cancellation));
        }

        Assert.True(task.IsCompleted);
        await task;
    }
}
