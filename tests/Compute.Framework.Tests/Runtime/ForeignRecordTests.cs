using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Records of providers in the options of a create.</summary>
public sealed class ForeignRecordTests
{
    [Fact]
    public async Task A_record_that_names_another_provider_is_left_alone_by_a_provider()
    {
        var driver = new RecordingDriver();
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);

        await using var sandbox = await runtime.CreateAsync<ISandbox>(new CreateSandboxOptions().With(new Record("docker")), TestContext.Current.CancellationToken);

        Assert.Equal(["create"], driver.Calls);
    }

    [Fact]
    public async Task A_record_that_names_the_provider_and_is_not_known_to_it_is_refused()
    {
        var driver = new RecordingDriver();
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);

        await Assert.ThrowsAsync<UnsupportedOptionException>(
            () => runtime.CreateAsync<ISandbox>(new CreateSandboxOptions().With(new Record("recording")), TestContext.Current.CancellationToken));

        Assert.Empty(driver.Calls);
    }

    [Fact]
    public void A_wrapper_refuses_all_that_it_does_not_forward()
    {
        var options = new CreateSandboxOptions().With(new Record("docker")).With(new OtherRecord("e2b"));

        options.EnsureProviderOptionsOnlyFor("docker", "e2b");
        new CreateSandboxOptions().EnsureProviderOptionsOnlyFor();
        var error = Assert.Throws<UnsupportedOptionException>(() => options.EnsureProviderOptionsOnlyFor("docker", "local"));

        Assert.Equal(nameof(OtherRecord), error.Option);
        Assert.Contains("'e2b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("docker, local", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnsupportedOptionException>(() => options.EnsureProviderOptionsOnlyFor());
        Assert.Throws<ArgumentNullException>(() => options.EnsureProviderOptionsOnlyFor(null!));
    }

    private sealed record Record(string ProviderName) : ProviderSandboxOptions
    {
        public override string ProviderName { get; } = ProviderName;
    }

    private sealed record OtherRecord(string ProviderName) : ProviderSandboxOptions
    {
        public override string ProviderName { get; } = ProviderName;
    }
}
