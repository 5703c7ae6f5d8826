using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class SynchronousDisposalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owned_sandboxes_are_gone_when_it_returns_and_a_second_call_does_nothing()
    {
        var driver = new RecordingDriver();
        var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
        _ = await runtime.CreateAsync<ISandbox>(null, Cancellation);

        runtime.Dispose();
        runtime.Dispose();

        Assert.Empty(driver.Sandboxes);
        Assert.Equal(["create", "destroy", "dispose"], driver.Calls);
    }

    [Fact]
    public async Task It_ends_with_an_error_when_the_back_end_does_not()
    {
        var time = new SteppedTime();
        var release = new TaskCompletionSource();
        var driver = new SlowDisposalDriver(release.Task);
        var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, new ProviderServices { TimeProvider = time });

        var disposal = Task.Run(runtime.Dispose, Cancellation);
        var limit = await time.FireAsync(Cancellation);
        var error = await Assert.ThrowsAsync<ProviderTimeoutException>(() => disposal);
        release.SetResult();

        Assert.Equal(TimeSpan.FromSeconds(60), limit);
        Assert.Equal(("slow", "DestroySandbox"), (error.ProviderName, error.Operation));
        Assert.NotNull(error.Remediation);
    }

    [Fact]
    public void What_the_authors_disposal_throws_is_not_thrown()
    {
        var driver = new SlowDisposalDriver(Task.FromException(new TimeoutException("own")));
        var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);

        Assert.Null(Record.Exception(runtime.Dispose));
    }

    /// <summary>A driver whose disposal takes as long as a task.</summary>
    private sealed class SlowDisposalDriver(Task disposal) : ProviderDriver<RecordingDriver.Handle>
    {
        public override ProviderManifest Manifest { get; } = new("slow", "Slow") { Operations = [] };

        public override SandboxFacts GetFacts(RecordingDriver.Handle handle) => throw new NotSupportedException();

        public override SandboxBase CreateSandboxObject(SandboxCore<RecordingDriver.Handle> core) => throw new NotSupportedException();

        public override ValueTask DisposeProviderAsync() => new(disposal);
    }
}
