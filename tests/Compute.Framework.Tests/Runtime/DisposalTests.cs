using System.Collections.Concurrent;
using Compute.Framework.Runtime;
using Microsoft.Extensions.Logging;

namespace Compute.Framework.Tests.Runtime;

/// <summary>What is disposed is gone, or can be disposed again; nothing is lost silently, and no other exception's place is taken.</summary>
public sealed class DisposalTests : ILogger
{
    private readonly RecordingDriver _driver = new();
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _log = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sandbox_whose_destruction_failed_stays_usable_and_can_be_disposed_again()
    {
        await using var runtime = NewRuntime();
        var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        _driver.BeforeDestroy = _ => throw new ResourceLimitException("requests");

        await sandbox.DisposeAsync();

        Assert.Single(_driver.Sandboxes);
        Assert.True((await sandbox.RunAsync(Command.Create("true"), Cancellation)).IsSuccess);
        Assert.Contains(_log, entry => entry.Level == LogLevel.Error && entry.Text.StartsWith("The sandbox s1 at recording", StringComparison.Ordinal));

        _driver.BeforeDestroy = _ => Task.CompletedTask;
        await sandbox.DisposeAsync();
        Assert.Empty(_driver.Sandboxes);
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.RunAsync(Command.Create("true"), Cancellation));
    }

    [Fact]
    public async Task Sandbox_whose_destruction_failed_is_destroyed_with_its_provider()
    {
        var runtime = NewRuntime();
        var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        _driver.BeforeDestroy = _ => throw new TimeoutException();
        await Assert.ThrowsAsync<ProviderTimeoutException>(() => sandbox.DestroyAsync(Cancellation));
        await sandbox.DisposeAsync();
        Assert.Single(_driver.Sandboxes);

        _driver.BeforeDestroy = _ => Task.CompletedTask;
        await runtime.DisposeAsync();

        Assert.Empty(_driver.Sandboxes);
    }

    [Fact]
    public async Task Failed_disposal_does_not_hide_what_the_body_threw()
    {
        _driver.BeforeDestroy = _ => throw new SandboxUnavailableException("down");
        _driver.OnDispose = () => throw new InvalidOperationException("the author's");

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(async () =>
        {
            await using var runtime = NewRuntime();
            await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
            throw new NotSupportedException("the body's");
        });

        Assert.Equal("the body's", thrown.Message);
        Assert.Contains(_log, entry => entry.Level == LogLevel.Error && entry.Text.Contains("the author's", StringComparison.Ordinal));
        Assert.Contains(_log, entry => entry.Level == LogLevel.Error && entry.Text.Contains("ReapAsync", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_sandbox_that_cannot_be_destroyed_keeps_nothing_else_from_being_disposed()
    {
        var resource = new Resource();
        var broken = new Resource { Fails = true };
        var runtime = NewRuntime(broken, resource);
        for (var i = 0; i < 3; i++)
        {
            await runtime.CreateAsync<ISandbox>(null, Cancellation);
        }

        _driver.BeforeDestroy = id => id == "s2" ? throw new ArgumentException("the author's") : Task.CompletedTask;

        await runtime.DisposeAsync();

        Assert.Equal(["s2"], _driver.Sandboxes.Keys);
        Assert.Single(_driver.Calls, call => call == "dispose");
        Assert.Equal((1, 1), (broken.Disposals, resource.Disposals));
    }

    [Fact]
    public async Task Concurrent_disposals_wait_for_the_first_and_dispose_once()
    {
        var runtime = NewRuntime();
        var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var gate = new TaskCompletionSource();
        _driver.BeforeDestroy = _ => gate.Task;

        var sandboxes = Enumerable.Range(0, 4).Select(_ => sandbox.DisposeAsync().AsTask()).ToList();
        var providers = Enumerable.Range(0, 4).Select(_ => runtime.DisposeAsync().AsTask()).ToList();
        Assert.DoesNotContain(providers, task => task.IsCompleted);
        gate.SetResult();
        await Task.WhenAll([.. sandboxes, .. providers]);
        await runtime.DisposeAsync();
        await sandbox.DisposeAsync();

        Assert.Empty(_driver.Sandboxes);
        Assert.Equal(["create", "destroy", "dispose"], _driver.Calls);
    }

    [Fact]
    public async Task Operations_of_a_disposed_provider_are_refused()
    {
        var runtime = NewRuntime();
        var owned = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var detached = await runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation);
        await runtime.DisposeAsync();
        _driver.Calls.Clear();

        Func<Task>[] calls =
        [
            () => runtime.CreateAsync<ISandbox>(null, Cancellation),
            () => runtime.GetAsync<ISandbox>("s1", Cancellation),
            () => runtime.ListAsync(null, Cancellation).ToListAsync(Cancellation).AsTask(),
            () => runtime.DestroyAsync("s1", Cancellation),
            () => runtime.CheckAvailabilityAsync(Cancellation),
            () => runtime.CreateVolumeAsync(null, Cancellation),
            () => runtime.ListVolumesAsync(Cancellation).ToListAsync(Cancellation).AsTask(),
            () => runtime.DeleteNetworkAsync("n", Cancellation),
            () => runtime.BuildTemplateAsync(null!, null, Cancellation),
            () => runtime.DeleteSnapshotAsync("s", Cancellation),
            () => runtime.ReadEventsAsync(null, Cancellation).ToListAsync(Cancellation).AsTask(),
            () => detached.RunAsync(Command.Create("true"), Cancellation),
            () => detached.StartAsync(Command.Create("true"), Cancellation),
            () => detached.GetInfoAsync(Cancellation),
            () => detached.RunCodeAsync("1", null, Cancellation),
            () => detached.Files.ExistsAsync("x", Cancellation),
            () => detached.Files.ListAsync("x", Cancellation).ToListAsync(Cancellation).AsTask(),
            () => detached.DestroyAsync(Cancellation),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ObjectDisposedException>(call);
            Assert.Contains("recording", error.ObjectName, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<SandboxNotFoundException>(() => owned.RunAsync(Command.Create("true"), Cancellation));
        await detached.DisposeAsync();
        await owned.DisposeAsync();
        Assert.Empty(_driver.Calls);
        Assert.Equal([detached.Id], _driver.Sandboxes.Keys);
    }

    [Theory]
    [InlineData(Ownership.Owned, true)]
    [InlineData(Ownership.Detached, true)]
    [InlineData(Ownership.Owned, false)]
    public async Task Create_that_is_under_way_when_the_provider_is_disposed_leaves_nothing(Ownership ownership, bool heedsToken)
    {
        var runtime = NewRuntime();
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        _driver.AfterCreate = async (_, cancellationToken) =>
        {
            begun.SetResult();
            await (heedsToken ? gate.Task.WaitAsync(cancellationToken) : gate.Task);
        };
        var creating = runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Ownership = ownership }, Cancellation);
        await begun.Task;

        var disposing = runtime.DisposeAsync().AsTask();
        if (!heedsToken)
        {
            Assert.False(disposing.IsCompleted);
            gate.SetResult();
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => creating);
        await disposing;
        Assert.Empty(_driver.Sandboxes);
        Assert.Equal("dispose", _driver.Calls[^1]);
    }

    public static TheoryData<Exception> OfDisposedClients => new() { new ObjectDisposedException("HttpClient"), new TaskCanceledException("the client was disposed") };

    [Theory]
    [MemberData(nameof(OfDisposedClients))]
    public async Task Call_that_fails_because_the_provider_was_disposed_meanwhile_says_so(Exception error)
    {
        var runtime = NewRuntime();
        var sandbox = await runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation);
        var gate = new TaskCompletionSource<ExecutionResult>();
        _driver.Run = (_, _) => gate.Task;
        var running = sandbox.RunAsync(Command.Create("true"), Cancellation);
        await runtime.DisposeAsync();

        gate.SetException(error);

        Assert.Contains("recording", (await Assert.ThrowsAsync<ObjectDisposedException>(() => running)).ObjectName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reaping_goes_on_after_a_sandbox_that_cannot_be_destroyed()
    {
        await using var runtime = NewRuntime();
        var dead = OwnerLabels.Current with { ProcessId = int.MaxValue };
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            _driver.Sandboxes.Add(id, new(id, new Dictionary<string, string> { [OwnerLabels.Owner] = dead.ToString() }, null));
        }

        _driver.BeforeDestroy = id => id is "a" or "c" ? throw new ResourceLimitException("requests") : Task.CompletedTask;

        var error = await Assert.ThrowsAsync<AggregateException>(() => new Provider(runtime).ReapAsync(Cancellation));

        Assert.Equal(["a", "c"], error.InnerExceptions.Cast<ResourceLimitException>().Select(inner => inner.SandboxId));
        Assert.Equal(["a", "c"], _driver.Sandboxes.Keys);
        _driver.BeforeDestroy = _ => Task.CompletedTask;
        Assert.Equal(["a", "c"], await new Provider(runtime).ReapAsync(Cancellation));
        Assert.Empty(_driver.Sandboxes);
    }

    [Fact]
    public async Task Process_that_cannot_be_killed_hides_nothing_either()
    {
        await using var runtime = NewRuntime();
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var channel = new ScriptedChannel { OnKill = () => throw new ArgumentException("the author's") };
        _driver.Start = _ => channel;

        await Assert.ThrowsAsync<NotSupportedException>(async () =>
        {
            await using var process = await sandbox.StartAsync(Command.Create("x"), Cancellation);
            Assert.IsType<ArgumentException>((await Assert.ThrowsAsync<ProviderFaultException>(() => process.KillAsync(Cancellation))).InnerException);
            throw new NotSupportedException();
        });

        Assert.Contains(_log, entry => entry.Level == LogLevel.Error && entry.Text.Contains("process 42", StringComparison.Ordinal));
        Assert.False(channel.WasDisposedWhileRead);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Enqueue((logLevel, formatter(state, exception)));

    private ProviderRuntime<RecordingDriver.Handle> NewRuntime(params IReadOnlyList<IDisposable> owned) =>
        new(_driver, new ProviderServices { Logger = this, Owned = owned });

    private sealed class Resource : IDisposable
    {
        public bool Fails { get; init; }

        public int Disposals { get; private set; }

        public void Dispose()
        {
            Disposals++;
            if (Fails)
            {
                throw new InvalidOperationException("it cannot be disposed");
            }
        }
    }

    private sealed class Provider(ProviderRuntime<RecordingDriver.Handle> runtime) : ISandboxProvider
    {
        public ProviderInfo Info => runtime.Info;

        public Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default) => runtime.CheckAvailabilityAsync(cancellationToken);

        public Task<ISandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default) =>
            runtime.CreateAsync<ISandbox>(options, cancellationToken);

        public Task<ISandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default) => runtime.GetAsync<ISandbox>(sandboxId, cancellationToken);

        public IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default) =>
            runtime.ListAsync(filter, cancellationToken);

        public Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default) => runtime.DestroyAsync(sandboxId, cancellationToken);

        public ValueTask DisposeAsync() => runtime.DisposeAsync();
    }
}
