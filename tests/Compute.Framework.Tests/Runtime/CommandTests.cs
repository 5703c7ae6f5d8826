using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class CommandTests : IAsyncDisposable
{
    private readonly RecordingDriver _driver = new();
    private readonly ProviderRuntime<RecordingDriver.Handle> _runtime;

    public CommandTests() => _runtime = new(_driver, ProviderServices.Default);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Command> Impossible =>
    [
        new Command { Arguments = [] },
        new Command { Arguments = [""] },
        Command.Create("echo", "a\0b"),
        Command.Create("echo") with { Environment = new Dictionary<string, string> { ["a=b"] = "c" } },
        Command.Create("echo") with { Environment = new Dictionary<string, string> { [""] = "c" } },
        Command.Create("echo") with { Environment = new Dictionary<string, string> { ["a"] = "\0" } },
        Command.Create("echo") with { WorkingDirectory = "" },
        Command.Create("echo") with { Timeout = TimeSpan.Zero },
        Command.Create("echo") with { Timeout = TimeSpan.FromSeconds(-1) },
        Command.Create("echo") with { MaxOutputBytes = -1 },
    ];

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task What_no_process_could_receive_is_refused_before_any_call(Command command)
    {
        await using var sandbox = await _runtime.CreateAsync<ISandbox>(null, Cancellation);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => sandbox.RunAsync(command, Cancellation));

        Assert.DoesNotContain("run", _driver.Calls);
    }

    [Fact]
    public async Task A_user_that_nobody_can_honor_is_refused_before_any_call()
    {
        await using var sandbox = await _runtime.CreateAsync<ISandbox>(null, Cancellation);

        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(
            () => sandbox.RunAsync(Command.Create("id") with { User = "nobody" }, Cancellation));

        Assert.Equal(("User", "RunCommand", sandbox.Id), (error.Option, error.Operation, error.SandboxId));
        Assert.DoesNotContain("run", _driver.Calls);
    }

    [Fact]
    public async Task Output_past_the_limit_is_dropped_and_said_to_be()
    {
        _driver.Run = (_, _) => Task.FromResult(ExecutionResult.Exited(7, new byte[100], new byte[5]));
        await using var sandbox = await _runtime.CreateAsync<ISandbox>(null, Cancellation);

        var result = await sandbox.RunAsync(Command.Create("x") with { MaxOutputBytes = 10 }, Cancellation);

        Assert.Equal((10, 5, true, 7), (result.StandardOutput.Length, result.StandardError.Length, result.IsOutputTruncated, result.ExitCode));
    }

    public static TheoryData<Exception, Type, bool> Faults => new()
    {
        { new HttpRequestException("refused"), typeof(SandboxUnavailableException), true },
        { new TaskCanceledException("HttpClient.Timeout"), typeof(ProviderTimeoutException), true },
        { new TimeoutException(), typeof(ProviderTimeoutException), true },
        { new InvalidOperationException("bug"), typeof(ProviderFaultException), false },
        { new ResourceLimitException("sandboxes"), typeof(ResourceLimitException), true },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task Faults_become_typed_errors_that_name_provider_sandbox_and_operation(Exception fault, Type expected, bool isTransient)
    {
        _driver.Run = (_, _) => Task.FromException<ExecutionResult>(fault);
        await using var sandbox = await _runtime.CreateAsync<ISandbox>(null, Cancellation);

        var error = Assert.IsAssignableFrom<ComputeException>(
            await Record.ExceptionAsync(() => sandbox.RunAsync(Command.Create("x"), Cancellation)));

        Assert.Equal(expected, error.GetType());
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal(("recording", sandbox.Id, "RunCommand"), (error.ProviderName, error.SandboxId, error.Operation));
        Assert.Contains(sandbox.Id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_is_an_operation_cancelled_exception()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _driver.Run = async (_, cancellationToken) =>
        {
            await cancel.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return ExecutionResult.Exited(0);
        };
        await using var sandbox = await _runtime.CreateAsync<ISandbox>(null, Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.RunAsync(Command.Create("x"), cancel.Token));
    }
}
