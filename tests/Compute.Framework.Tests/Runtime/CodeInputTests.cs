using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>The input of code that the author's method runs: where the caller's stream throws, the code is ended, and the caller gets the
/// error as it is.</summary>
public sealed class CodeInputTests
{
    private readonly RecordingDriver _driver = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Errors => CallerInputTests.Errors;

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public async Task Error_of_the_input_ends_the_code_and_is_the_callers(Exception error)
    {
        foreach (var honored in (string[][])[[nameof(Command.StandardInput)], [nameof(Command.StandardInput), nameof(Command.Timeout)]])
        {
            await using var sandbox = await SandboxAsync(honored);
            var ended = new TaskCompletionSource();
            _driver.Interpret = async (command, token) =>
            {
                // As a back end does it: the input is sent by a task of its own, while the code runs until somebody ends it.
                var feeding = command.StandardInput!.OpenRead().CopyToAsync(Stream.Null, CancellationToken.None);
                _ = feeding.ContinueWith(static task => task.Exception, TaskScheduler.Default);
                await using var registration = token.Register(() => ended.TrySetResult());
                await ended.Task;
                token.ThrowIfCancellationRequested();
                return ExecutionResult.Exited(0);
            };

            var options = new RunCodeOptions { StandardInput = CommandInput.FromStream(CallerStream.Failing(5, error)), Timeout = TimeSpan.FromMinutes(5) };
            var thrown = await Assert.ThrowsAsync(error.GetType(), () => sandbox.RunCodeAsync("read()", options, Cancellation));

            Assert.Same(error, thrown);
            Assert.True(ended.Task.IsCompleted);
        }
    }

    [Fact]
    public async Task Author_that_takes_an_error_of_the_input_for_its_end_hides_nothing()
    {
        await using var sandbox = await SandboxAsync(nameof(Command.StandardInput));
        _driver.Interpret = async (command, _) =>
        {
            await command.StandardInput!.OpenRead().CopyToAsync(Stream.Null, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExecutionResult.Exited(0);
        };

        await Assert.ThrowsAsync<IOException>(() => sandbox.RunCodeAsync("read()", With(CallerStream.Failing(5, new IOException("mine"))), Cancellation));
    }

    [Fact]
    public async Task Error_of_the_author_while_the_input_is_fine_is_the_authors()
    {
        await using var sandbox = await SandboxAsync(nameof(Command.StandardInput));
        _driver.Interpret = (_, _) => throw new IOException("the author's disk");

        await Assert.ThrowsAnyAsync<ComputeException>(() => sandbox.RunCodeAsync("read()", With(new MemoryStream([1])), Cancellation));
    }

    [Fact]
    public async Task Cancellation_of_the_caller_is_no_error_of_the_input()
    {
        await using var sandbox = await SandboxAsync(nameof(Command.StandardInput));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _driver.Interpret = async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return ExecutionResult.Exited(0);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.RunCodeAsync("read()", With(CallerStream.Endless(5)), stop.Token));
    }

    private static RunCodeOptions With(Stream input) => new() { StandardInput = CommandInput.FromStream(input) };

    private async Task<ISandbox> SandboxAsync(params string[] honored)
    {
        _driver.Declared = new("recording", "Recording")
        {
            Operations = [SandboxOperation.CreateSandbox, SandboxOperation.GetSandbox, SandboxOperation.DestroySandbox, SandboxOperation.RunCode],
            Honored = new Dictionary<SandboxOperation, IReadOnlyList<string>> { [SandboxOperation.RunCode] = honored },
        };
        return await new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default).CreateAsync<ISandbox>(null, Cancellation);
    }
}
