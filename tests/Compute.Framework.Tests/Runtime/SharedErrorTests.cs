using System.Runtime.CompilerServices;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>An error that several callers get is a copy for each, with a stack trace and a context of its own.</summary>
public sealed class SharedErrorTests
{
    private readonly RecordingDriver _driver = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Error_that_an_author_keeps_names_each_callers_own_sandbox_and_operation()
    {
        await using var runtime = NewRuntime();
        await using var first = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        await using var second = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var kept = new ResourceLimitException("requests") { RetryAfter = TimeSpan.FromSeconds(3) };
        _driver.Run = (_, _) => throw kept;
        _driver.Start = _ => throw kept;

        var ofFirst = await Assert.ThrowsAsync<ResourceLimitException>(() => RunInFirst(first));
        var trace = ofFirst.StackTrace;
        var ofSecond = await Assert.ThrowsAsync<ResourceLimitException>(() => RunInSecond(second));
        var ofStart = await Assert.ThrowsAsync<ResourceLimitException>(() => first.StartAsync(Command.Create("x"), Cancellation));

        Assert.Equal(("s1", "RunCommand"), (ofFirst.SandboxId, ofFirst.Operation));
        Assert.Equal(("s2", "RunCommand", TimeSpan.FromSeconds(3)), (ofSecond.SandboxId, ofSecond.Operation, ofSecond.RetryAfter));
        Assert.Equal(("s1", "StartProcess"), (ofStart.SandboxId, ofStart.Operation));
        Assert.Equal(trace, ofFirst.StackTrace);
        Assert.Contains(nameof(RunInSecond), ofSecond.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(RunInFirst), ofSecond.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_at_the_same_time_that_await_one_task_get_errors_of_their_own()
    {
        await using var runtime = NewRuntime();
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var prepared = new TaskCompletionSource<ExecutionResult>();
        _driver.Run = (_, _) => prepared.Task;
        var calls = Enumerable.Range(0, 8).Select(_ => Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation))).ToList();

        prepared.SetException(new SandboxUnavailableException("lost") { IsOutcomeUnknown = true });
        var errors = await Task.WhenAll(calls);

        Assert.Equal(8, errors.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(errors, error => Assert.True(error.IsOutcomeUnknown));
        var again = await Assert.ThrowsAsync<SandboxUnavailableException>(() => RunInFirst(sandbox));
        Assert.All(errors, error => Assert.DoesNotContain(nameof(RunInFirst), error.StackTrace, StringComparison.Ordinal));
        Assert.Contains(nameof(RunInFirst), again.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_and_waiters_of_a_process_get_errors_of_their_own()
    {
        await using var runtime = NewRuntime();
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var channel = new ScriptedChannel();
        _driver.Start = _ => channel;
        await using var process = await sandbox.StartAsync(Command.Create("x"), Cancellation);
        channel.Disconnect();

        var errors = await Task.WhenAll(
            Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation)),
            Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation)),
            Assert.ThrowsAsync<SandboxUnavailableException>(() => process.ReadOutputAsync(0, Cancellation).ToListAsync(Cancellation).AsTask()),
            Assert.ThrowsAsync<SandboxUnavailableException>(() => process.ReadOutputAsync(0, Cancellation).ToListAsync(Cancellation).AsTask()),
            Assert.ThrowsAsync<SandboxUnavailableException>(() => process.ReadLinesAsync(Cancellation).ToListAsync(Cancellation).AsTask()));

        Assert.Equal(errors.Length, errors.Distinct(ReferenceEqualityComparer.Instance).Count());
        var traces = errors.Select(error => error.StackTrace).ToList();
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
        Assert.Equal(traces, errors.Select(error => error.StackTrace));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RunInFirst(ISandbox sandbox) => await sandbox.RunAsync(Command.Create("x"), Cancellation);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RunInSecond(ISandbox sandbox) => await sandbox.RunAsync(Command.Create("x"), Cancellation);

    private ProviderRuntime<RecordingDriver.Handle> NewRuntime() => new(_driver, ProviderServices.Default);
}
