using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>What a caller's stream does is the caller's: it keeps no command waiting, and its errors reach the caller as they are.</summary>
public sealed class CallerInputTests
{
    private readonly RecordingDriver _driver = new();
    private readonly ScriptedChannel _channel = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Errors => new()
    {
        new IOException("the caller's disk"),
        new ObjectDisposedException("the caller's stream"),
        new OperationCanceledException("a token of the caller's own", new CancellationToken(canceled: true)),
        new ArgumentException("the caller's argument"),
        new SandboxUnavailableException("another sandbox"),
        new InvalidOperationException("the caller's state"),
    };

    [Fact]
    public async Task Input_that_never_ends_keeps_no_command_waiting()
    {
        await using var sandbox = await SandboxAsync(ByProcess);
        var running = sandbox.RunAsync(With(CallerStream.Endless(5)), Cancellation);
        await EventuallyAsync(() => _channel.Input.Length == 5);
        _channel.Send(ProcessFrame.Exited(0));

        Assert.Equal(0, (await running).ExitCode);
        Assert.Equal((0, false), (_channel.Kills, _channel.WasDisposedWhileRead));
    }

    [Fact]
    public async Task Input_that_blocks_its_thread_keeps_no_command_waiting()
    {
        using var end = new ManualResetEventSlim();
        await using var sandbox = await SandboxAsync(ByProcess);
        var running = sandbox.RunAsync(With(CallerStream.Blocking(0, end)), Cancellation);
        _channel.Send(ProcessFrame.Exited(0));

        Assert.Equal(0, (await running).ExitCode);
        end.Set();
    }

    [Fact]
    public async Task Input_that_never_ends_does_not_outlive_the_time_out()
    {
        await using var sandbox = await SandboxAsync(ByProcess);

        var result = await sandbox.RunAsync(With(CallerStream.Endless(5)) with { Timeout = TimeSpan.FromMilliseconds(100) }, Cancellation);

        Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
    }

    [Fact]
    public async Task Process_with_input_that_never_ends_can_be_disposed()
    {
        await using var sandbox = await SandboxAsync(ByProcess);
        var process = await sandbox.StartAsync(With(CallerStream.Endless(0)), Cancellation);

        await process.DisposeAsync();

        Assert.Equal((1, false), (_channel.Kills, _channel.WasDisposedWhileRead));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_of_the_input_is_the_callers_and_the_process_is_killed(Exception error)
    {
        await using var sandbox = await SandboxAsync(ByProcess);

        var thrown = await Assert.ThrowsAsync(error.GetType(), () => sandbox.RunAsync(With(CallerStream.Failing(5, error)), Cancellation));

        Assert.Same(error, thrown);
        Assert.Contains(nameof(CallerStream), thrown.StackTrace, StringComparison.Ordinal);
        Assert.Equal((1, 5), (_channel.Kills, _channel.Input.Length));
        Assert.False(_channel.IsInputClosed);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_of_the_input_is_the_callers_where_the_author_reads_it(Exception error)
    {
        await using var sandbox = await SandboxAsync(ByCommand(nameof(Command.StandardInput)));
        var cancelled = new TaskCompletionSource();
        _driver.Run = async (command, token) =>
        {
            // Stays: what waits below hears of the token first, and would take the registration with it.
            token.Register(cancelled.SetResult);
            await command.StandardInput!.OpenRead().CopyToAsync(Stream.Null, token);
            return ExecutionResult.Exited(0);
        };

        Assert.Same(error, await Assert.ThrowsAsync(error.GetType(), () => sandbox.RunAsync(With(CallerStream.Failing(5, error)), Cancellation)));
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Author_that_takes_an_error_of_the_input_for_its_end_hides_nothing()
    {
        await using var sandbox = await SandboxAsync(ByCommand(nameof(Command.StandardInput)));
        _driver.Run = async (command, _) =>
        {
            try
            {
                await command.StandardInput!.OpenRead().CopyToAsync(Stream.Null, CancellationToken.None);
            }
            catch (IOException)
            {
            }

            return ExecutionResult.Exited(0);
        };

        await Assert.ThrowsAsync<IOException>(() => sandbox.RunAsync(With(CallerStream.Failing(5, new IOException("mine"))), Cancellation));
    }

    [Fact]
    public async Task Emulated_input_that_fails_is_the_callers()
    {
        await using var sandbox = await SandboxAsync(ByCommand());
        var error = new IOException("mine");
        _driver.Run = (command, _) => Task.FromResult(ExecutionResult.Exited(1, $"{command.Arguments[4]}:E:1;\n"));

        Assert.Same(error, await Assert.ThrowsAsync<IOException>(() => sandbox.RunAsync(With(CallerStream.Failing(5, error)), Cancellation)));
    }

    [Fact]
    public async Task Emulated_input_that_never_ends_does_not_outlive_the_time_out()
    {
        await using var sandbox = await SandboxAsync(ByCommand(nameof(Command.Timeout)));
        _driver.Run = (command, _) => Task.FromResult(ExecutionResult.Exited(1, $"{command.Arguments[4]}:E:1;\n"));

        var result = await sandbox.RunAsync(With(CallerStream.Endless(5)) with { Timeout = TimeSpan.FromMilliseconds(100) }, Cancellation);

        Assert.Equal(ExecutionOutcome.TimedOut, result.Outcome);
    }

    [Fact]
    public async Task Every_reader_of_a_process_gets_the_error_of_its_input()
    {
        await using var sandbox = await SandboxAsync(ByProcess);
        var error = new IOException("mine");
        await using var process = await sandbox.StartAsync(With(CallerStream.Failing(5, error)), Cancellation);

        Assert.Same(error, await Assert.ThrowsAsync<IOException>(() => process.WaitAsync(Cancellation)));
        Assert.Same(error, await Assert.ThrowsAsync<IOException>(async () => await process.ReadOutputAsync(cancellationToken: Cancellation).ToListAsync(Cancellation)));
    }

    [Fact]
    public async Task Process_that_no_longer_reads_is_no_error()
    {
        await using var sandbox = await SandboxAsync(ByProcess);
        _channel.OnWrite = _ => throw new IOException("broken pipe");
        var running = sandbox.RunAsync(With(CallerStream.Endless(5)), Cancellation);
        _channel.Send(ProcessFrame.Exited(4));

        Assert.Equal(4, (await running).ExitCode);
    }

    [Fact]
    public async Task Input_that_the_back_end_does_not_take_is_no_end_of_input()
    {
        await using var sandbox = await SandboxAsync(ByProcess);
        _channel.OnWrite = _ => throw new HttpRequestException("502");

        await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(With(new MemoryStream(new byte[5])), Cancellation));
        Assert.Equal(1, _channel.Kills);
        Assert.False(_channel.IsInputClosed);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_of_a_files_content_is_the_callers(Exception error)
    {
        await using var sandbox = await SandboxAsync(Manifest([], SandboxOperation.WriteFile));
        _driver.Write = (_, content, token) => content.CopyToAsync(Stream.Null, token);

        var thrown = await Assert.ThrowsAsync(error.GetType(), () => sandbox.Files.WriteAsync("f", CallerStream.Failing(300_000, error), Cancellation));

        Assert.Same(error, thrown);
    }

    [Fact]
    public async Task Write_of_content_that_never_ends_can_be_cancelled()
    {
        await using var sandbox = await SandboxAsync(Manifest([], SandboxOperation.WriteFile));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _driver.Write = (_, content, token) => content.CopyToAsync(Stream.Null, token);
        var writing = sandbox.Files.WriteAsync("f", CallerStream.Endless(5), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task Length_of_content_is_passed_on()
    {
        await using var sandbox = await SandboxAsync(Manifest([], SandboxOperation.WriteFile));
        long? length = null;
        _driver.Write = (_, content, _) =>
        {
            length = content.CanSeek ? content.Length - content.Position : null;
            return Task.CompletedTask;
        };

        await sandbox.Files.WriteAsync("f", new MemoryStream(new byte[7]) { Position = 2 }, Cancellation);

        Assert.Equal(5, length);
    }

    private static ProviderManifest ByProcess => Manifest([]);

    private static ProviderManifest ByCommand(params string[] honored) => Manifest([nameof(Command.Arguments), .. honored], SandboxOperation.RunCommand);

    private static ProviderManifest Manifest(string[] run, params SandboxOperation[] further) => new("recording", "Recording")
    {
        Operations =
        [
            SandboxOperation.CreateSandbox, SandboxOperation.GetSandbox, SandboxOperation.DestroySandbox, SandboxOperation.StartProcess, .. further,
        ],
        Honored = new Dictionary<SandboxOperation, IReadOnlyList<string>>
        {
            [SandboxOperation.RunCommand] = run,
            [SandboxOperation.StartProcess] = [nameof(Command.Arguments)],
        },
    };

    private static Command With(Stream input) => Command.Create("wc", "-c") with { StandardInput = CommandInput.FromStream(input) };

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 3000 && !condition(); attempt++)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.True(condition());
    }

    private async Task<ISandbox> SandboxAsync(ProviderManifest manifest)
    {
        _driver.Declared = manifest;
        _driver.Start = _ => _channel;
        return await new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default).CreateAsync<ISandbox>(null, Cancellation);
    }
}
