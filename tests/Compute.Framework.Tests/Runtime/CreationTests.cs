using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class CreationTests
{
    private readonly RecordingDriver _driver = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_option_that_is_not_honored_is_refused_before_any_call()
    {
        await using var runtime = NewRuntime();

        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(
            () => runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Resources = new() { MemoryBytes = 1 } }, Cancellation));

        Assert.Equal("Resources.MemoryBytes", error.Option);
        Assert.Equal("recording", error.ProviderName);
        Assert.Equal("CreateSandbox", error.Operation);
        Assert.Empty(_driver.Calls);
    }

    [Fact]
    public async Task Options_of_this_provider_that_it_does_not_know_are_refused_and_those_of_others_left_alone()
    {
        await using var runtime = NewRuntime();

        await using var created = await runtime.CreateAsync<ISandbox>(new CreateSandboxOptions().With(new ForAnother()), Cancellation);
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(
            () => runtime.CreateAsync<ISandbox>(new CreateSandboxOptions().With(new ForThis()), Cancellation));

        Assert.Equal("ProviderOptions", error.Option);
        Assert.Equal(["create"], _driver.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("compute.owner")]
    public async Task Label_keys_of_the_framework_are_refused(string key)
    {
        await using var runtime = NewRuntime();

        await Assert.ThrowsAsync<ArgumentException>(
            () => runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Labels = new Dictionary<string, string> { [key] = "x" } }, Cancellation));
    }

    [Fact]
    public async Task A_create_that_is_cancelled_half_way_leaves_nothing()
    {
        await using var runtime = NewRuntime();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _driver.AfterCreate = async (_, cancellationToken) =>
        {
            await cancel.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.CreateAsync<ISandbox>(null, cancel.Token));

        Assert.Empty(_driver.Sandboxes);
    }

    [Fact]
    public async Task A_create_that_succeeds_although_it_was_cancelled_leaves_nothing()
    {
        await using var runtime = NewRuntime();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _driver.AfterCreate = (_, _) => cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.CreateAsync<ISandbox>(null, cancel.Token));

        Assert.Empty(_driver.Sandboxes);
    }

    [Fact]
    public async Task A_create_whose_answer_is_lost_leaves_nothing_and_is_transient()
    {
        await using var runtime = NewRuntime();
        _driver.AfterCreate = (_, _) => throw new HttpRequestException("connection reset");

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => runtime.CreateAsync<ISandbox>(null, Cancellation));

        Assert.True(error.IsTransient);
        Assert.Empty(_driver.Sandboxes);
    }

    [Fact]
    public async Task A_create_that_the_back_end_finishes_late_is_still_found_by_its_token()
    {
        await using var runtime = NewRuntime();
        var late = Task.CompletedTask;
        _driver.AfterCreate = (handle, _) =>
        {
            _driver.Sandboxes.Remove(handle.Id);
            late = Task.Run(async () =>
            {
                await Task.Delay(100, Cancellation);
                _driver.Sandboxes.Add(handle.Id, handle);
            }, Cancellation);
            throw new TimeoutException();
        };

        await Assert.ThrowsAsync<ProviderTimeoutException>(() => runtime.CreateAsync<ISandbox>(null, Cancellation));
        await late;

        Assert.Empty(_driver.Sandboxes);
    }

    [Fact]
    public async Task Disposing_destroys_what_is_owned_and_leaves_what_is_detached_or_borrowed()
    {
        await using var runtime = NewRuntime();
        var owned = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var detached = await runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation);
        var borrowed = await runtime.GetAsync<ISandbox>(owned.Id, Cancellation);

        await borrowed!.DisposeAsync();
        await detached.DisposeAsync();
        Assert.Equal(2, _driver.Sandboxes.Count);

        await owned.DisposeAsync();
        Assert.Equal([detached.Id], _driver.Sandboxes.Keys);
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => owned.RunAsync(Command.Create("true"), Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => detached.RunAsync(Command.Create("true"), Cancellation));
    }

    [Fact]
    public async Task Disposing_the_provider_destroys_what_is_still_owned()
    {
        var runtime = NewRuntime();
        await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var detached = await runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation);

        await runtime.DisposeAsync();

        Assert.Equal([detached.Id], _driver.Sandboxes.Keys);
    }

    [Fact]
    public async Task The_frameworks_own_labels_are_hidden_and_name_the_owner()
    {
        await using var runtime = NewRuntime();
        var options = new CreateSandboxOptions { Labels = new Dictionary<string, string> { ["team"] = "blue" } };
        await using var sandbox = await runtime.CreateAsync<ISandbox>(options, Cancellation);

        var info = await sandbox.GetInfoAsync(Cancellation);

        Assert.Equal(new Dictionary<string, string> { ["team"] = "blue" }, info.Labels);
        Assert.Equal(Environment.ProcessId, info.Owner?.ProcessId);
        Assert.Equal(3, _driver.Sandboxes[sandbox.Id].Labels.Count);
    }

    [Fact]
    public async Task The_default_lifetime_is_used_where_none_is_set()
    {
        await using var runtime = NewRuntime(new ComputeDefaults { SandboxLifetime = TimeSpan.FromMinutes(7) });
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(7), _driver.Sandboxes[sandbox.Id].Lifetime);
    }

    [Fact]
    public async Task No_lifetime_and_no_time_out_can_be_asked_for_where_there_are_defaults()
    {
        var defaults = new ComputeDefaults { SandboxLifetime = TimeSpan.FromMinutes(7), CommandTimeout = TimeSpan.FromMinutes(8) };
        await using var runtime = NewRuntime(defaults);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(new() { Lifetime = Timeout.InfiniteTimeSpan }, Cancellation);
        Assert.Null(_driver.Sandboxes[sandbox.Id].Lifetime);

        await sandbox.RunAsync("x", Cancellation);
        Assert.Equal(TimeSpan.FromMinutes(8), _driver.LastCommand?.Timeout);
        await sandbox.RunAsync(Command.Create("x") with { Timeout = Timeout.InfiniteTimeSpan }, Cancellation);
        Assert.Null(_driver.LastCommand?.Timeout);
    }

    private ProviderRuntime<RecordingDriver.Handle> NewRuntime(ComputeDefaults? defaults = null) =>
        new(_driver, new ProviderServices { Defaults = defaults ?? ComputeDefaults.None });

    private sealed record ForAnother : ProviderSandboxOptions
    {
        public override string ProviderName => "another";
    }

    private sealed record ForThis : ProviderSandboxOptions
    {
        public override string ProviderName => "recording";
    }
}
