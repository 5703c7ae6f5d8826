using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>What a back end can do is found out before the first operation, by all callers together, and again after a failure.</summary>
public sealed class PreparationTests : IAsyncDisposable
{
    private static readonly SandboxOperation[] Stores = [SandboxOperation.CreateVolume, SandboxOperation.ListVolumes, SandboxOperation.DeleteVolume];

    private readonly FurtherDriver _driver;
    private readonly ProviderRuntime<FurtherDriver.Handle> _runtime;
    private readonly TaskCompletionSource _isUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasVolumes = true;
    private int _preparations;

    public PreparationTests()
    {
        _driver = new FurtherDriver { Further = Stores };
        _driver.Narrow = (operation, _, declared) =>
            !_hasVolumes && Stores.Contains(operation) ? Support.Unsupported("the engine has no volumes") : declared;
        _runtime = new(_driver, ProviderServices.Default);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public async Task A_back_end_that_is_down_first_and_up_later_has_the_right_manifest_then()
    {
        var isDown = true;
        _driver.Prepare = _ =>
        {
            _preparations++;
            if (isDown)
            {
                throw new SandboxUnavailableException("The engine is down.");
            }

            _hasVolumes = false;
            return default;
        };

        Assert.True(_runtime.Info.Capabilities.Supports(SandboxOperation.CreateVolume));
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => _runtime.CreateAsync<ISandbox>(null, Cancellation));
        Assert.Equal(("further", "CreateSandbox"), (error.ProviderName, error.Operation));
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await _runtime.GetInfoAsync(Cancellation));
        Assert.True(_runtime.Info.Capabilities.Supports(SandboxOperation.CreateVolume));
        Assert.Empty(_driver.Calls);

        isDown = false;
        await using var sandbox = await _runtime.CreateAsync<ISandbox>(null, Cancellation);

        Assert.Equal("the engine has no volumes", _runtime.Info.Capabilities[SandboxOperation.CreateVolume].Support.Description);
        Assert.Same(_runtime.Info, await _runtime.GetInfoAsync(Cancellation));
        Assert.Equal(3, _preparations);
        var refused = await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => _runtime.CreateVolumeAsync(null, Cancellation));
        Assert.Contains("the engine has no volumes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manifest_does_not_wait_for_the_back_end()
    {
        _driver.Prepare = _ => new(_isUp.Task);
        var creation = _runtime.CreateAsync<ISandbox>(null, Cancellation);

        Assert.True(_runtime.Info.Capabilities.Supports(SandboxOperation.CreateVolume));
        Assert.False(creation.IsCompleted);

        _hasVolumes = false;
        _isUp.SetResult();
        await using var sandbox = await creation;
        Assert.False(_runtime.Info.Capabilities.Supports(SandboxOperation.CreateVolume));
    }

    [Fact]
    public async Task First_operations_at_one_time_share_one_preparation_that_no_caller_cancels()
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var seen = CancellationToken.None;
        _driver.Prepare = token =>
        {
            Interlocked.Increment(ref _preparations);
            seen = token;
            return new(_isUp.Task);
        };
        var cancelled = _runtime.CreateAsync<ISandbox>(null, mine.Token);
        var others = Enumerable.Range(0, 8).Select(_ => _runtime.CreateAsync<ISandbox>(null, Cancellation)).ToList();
        var listing = _runtime.ListVolumesAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        var next = listing.MoveNextAsync();

        await mine.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(seen.IsCancellationRequested);
        Assert.All(others, other => Assert.False(other.IsCompleted));

        _hasVolumes = false;
        _isUp.SetResult();
        await Task.WhenAll(others);
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(async () => await next);
        Assert.Equal(1, _preparations);
    }

    [Fact]
    public async Task Callers_of_a_preparation_that_fails_have_an_error_each()
    {
        _driver.Prepare = _ => new(_isUp.Task);
        var first = _runtime.CreateAsync<ISandbox>(null, Cancellation);
        var second = _runtime.GetAsync<ISandbox>("s1", Cancellation);

        _isUp.SetException(new HttpRequestException("refused"));

        var errors = (await Assert.ThrowsAsync<SandboxUnavailableException>(() => first), await Assert.ThrowsAsync<SandboxUnavailableException>(() => second));
        Assert.NotSame(errors.Item1, errors.Item2);
        Assert.Equal(("CreateSandbox", "GetSandbox"), (errors.Item1.Operation, errors.Item2.Operation));
    }

    [Fact]
    public async Task A_check_of_the_availability_asks_again()
    {
        _driver.Prepare = _ =>
        {
            _preparations++;
            return default;
        };
        await _runtime.GetInfoAsync(Cancellation);
        await _runtime.GetInfoAsync(Cancellation);
        Assert.Equal(1, _preparations);

        _hasVolumes = false;
        Assert.True((await _runtime.CheckAvailabilityAsync(Cancellation)).IsAvailable);

        Assert.Equal(2, _preparations);
        Assert.False(_runtime.Info.Capabilities.Supports(SandboxOperation.CreateVolume));
    }

    [Fact]
    public async Task A_back_end_that_cannot_say_what_it_can_do_is_not_available_and_is_asked_again()
    {
        await _runtime.GetInfoAsync(Cancellation);
        _driver.Prepare = _ => throw new InvalidOperationException("half a response");

        var availability = await _runtime.CheckAvailabilityAsync(Cancellation);

        Assert.False(availability.IsAvailable);
        Assert.Contains("half a response", availability.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProviderFaultException>(() => _runtime.CreateAsync<ISandbox>(null, Cancellation));
        _driver.Prepare = _ => default;
        await using var sandbox = await _runtime.CreateAsync<ISandbox>(null, Cancellation);
    }

    [Fact]
    public async Task An_argument_of_the_authors_own_is_no_fault_of_the_caller()
    {
        _driver.Prepare = _ => throw new ArgumentException("of the author", "engine");

        await Assert.ThrowsAsync<ProviderFaultException>(() => _runtime.CreateAsync<ISandbox>(null, Cancellation));
    }

    [Fact]
    public async Task A_preparation_without_end_is_a_time_out()
    {
        var time = new SteppedTime();
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(_driver, new ProviderServices { TimeProvider = time });
        _driver.Prepare = _ => new(_isUp.Task);
        var creation = runtime.CreateAsync<ISandbox>(null, Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(1), await time.FireAsync(Cancellation));

        await Assert.ThrowsAsync<ProviderTimeoutException>(() => creation);
    }

    [Fact]
    public async Task What_the_provider_never_honors_is_refused_without_asking_the_back_end()
    {
        _driver.Prepare = _ => throw new SandboxUnavailableException("The engine is down.");

        await Assert.ThrowsAsync<UnsupportedOptionException>(() => _runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Image = "image" }, Cancellation));
    }

    [Fact]
    public async Task Destroying_does_not_wait_for_what_it_does_not_need()
    {
        _driver.Prepare = _ => throw new SandboxUnavailableException("The engine is down.");

        await _runtime.DestroyAsync("gone", Cancellation);
    }
}
