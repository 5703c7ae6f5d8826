using Compute.Framework.Runtime;
using Compute.Framework.Tests.Runtime;

namespace Compute.Framework.Tests.Extensions;

/// <summary>A callback that never returns keeps neither a cancelled call nor one whose time-out has passed.</summary>
public sealed class OutputCallbackTests
{
    private readonly RecordingDriver _driver = new();
    private readonly ScriptedChannel _channel = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_does_not_wait(bool blocks)
    {
        using var end = new ManualResetEventSlim();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var sandbox = await SandboxAsync();
        _channel.SendText("one");
        var called = new TaskCompletionSource();
        var running = sandbox.RunWithOutputAsync(Command.Create("x"), Never, stop.Token);
        await called.Task.WaitAsync(Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, _channel.Kills);
        end.Set();

        async ValueTask Never(OutputChunk chunk, CancellationToken token)
        {
            called.SetResult();
            if (blocks)
            {
                end.Wait(CancellationToken.None);
            }
            else
            {
                await new TaskCompletionSource().Task;
            }
        }
    }

    [Fact]
    public async Task Time_out_does_not_wait_for_ever()
    {
        await using var sandbox = await SandboxAsync();
        _channel.SendText("one");

        var result = await sandbox.RunWithOutputAsync(
            Command.Create("x") with { Timeout = TimeSpan.FromMilliseconds(100) }, async (_, _) => await new TaskCompletionSource().Task, Cancellation);

        Assert.Equal((ExecutionOutcome.TimedOut, "one"), (result.Outcome, result.StandardOutputText));
    }

    [Fact]
    public async Task Slow_callback_gets_all_of_the_output_of_what_timed_out()
    {
        await using var sandbox = await SandboxAsync();
        var seen = 0;
        foreach (var text in (string[])["one", "two", "three"])
        {
            _channel.SendText(text);
        }

        await sandbox.RunWithOutputAsync(
            Command.Create("x") with { Timeout = TimeSpan.FromMilliseconds(50) },
            async (_, token) =>
            {
                await Task.Delay(100, token);
                seen++;
            },
            Cancellation);

        Assert.Equal(3, seen);
    }

    [Fact]
    public async Task Error_of_a_callback_is_the_callers_and_kills()
    {
        await using var sandbox = await SandboxAsync();
        var error = new IOException("mine");
        _channel.SendText("one");

        Assert.Same(error, await Assert.ThrowsAsync<IOException>(() => sandbox.RunWithOutputAsync(Command.Create("x"), (_, _) => throw error, Cancellation)));
        Assert.Equal(1, _channel.Kills);
    }

    private async Task<ISandbox> SandboxAsync()
    {
        _driver.Start = _ => _channel;
        return await new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default).CreateAsync<ISandbox>(null, Cancellation);
    }
}
