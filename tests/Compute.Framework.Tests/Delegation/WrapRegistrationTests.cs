using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Compute.Framework.Tests.Delegation;

/// <summary>A provider that is wrapped where it is registered is wrapped wherever it is asked for by name.</summary>
public sealed class WrapRegistrationTests
{
    private readonly FakeProvider _inner = new();
    private readonly ServiceCollection _services = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_keyed_service_the_plain_one_and_the_health_check_are_the_wrapper()
    {
        _services.AddSingleton("reason");
        Add().Wrap("fake", (inner, services) => new Renaming(inner, services.GetRequiredService<string>()));
        await using var provider = _services.BuildServiceProvider();

        var keyed = Assert.IsType<Renaming>(provider.GetRequiredKeyedService<ISandboxProvider>("fake"));
        Assert.Same(keyed, provider.GetRequiredService<ISandboxProvider>());
        Assert.Equal("reason", keyed.Info.DisplayName);
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);
        Assert.Equal("reason", report.Entries["compute-fake"].Description);
        Assert.Same(_inner, provider.GetRequiredService<ISandboxProvider<FakeProvider.Sandbox>>());
        Assert.True(keyed.TryGet<IVolumeStore>(out _));
    }

    [Fact]
    public async Task A_second_wrapper_goes_around_the_first()
    {
        Add().Wrap("fake", (inner, _) => new Renaming(inner, inner.Info.DisplayName + " 1")).Wrap("fake", (inner, _) => new Renaming(inner, inner.Info.DisplayName + " 2"));
        await using var provider = _services.BuildServiceProvider();

        Assert.Equal("Fake 1 2", provider.GetRequiredKeyedService<ISandboxProvider>("fake").Info.DisplayName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_container_disposes_each_once_from_the_outside_in(bool asynchronously)
    {
        var made = new List<Renaming>();
        Add().Wrap("fake", Make).Wrap("fake", Make);
        var provider = _services.BuildServiceProvider();
        _ = provider.GetRequiredKeyedService<ISandboxProvider>("fake");
        if (asynchronously)
        {
            await provider.DisposeAsync();
        }
        else
        {
            await Assert.IsType<Renaming>(made[1]).DisposeAsync();
            Assert.Equal(0, _inner.Disposals);
            await provider.DisposeAsync();
        }

        Assert.Equal(2, made.Count);
        Assert.Equal(1, _inner.Disposals);
        Assert.All(made, wrapper => Assert.Equal(0, wrapper.InnerDisposalsBefore));

        ISandboxProvider Make(ISandboxProvider inner, IServiceProvider services)
        {
            made.Add(new Renaming(inner, "x", () => _inner.Disposals));
            return made[^1];
        }
    }

    [Fact]
    public void A_name_that_was_not_added_is_refused_with_those_that_were()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Add().Wrap("fakes", (inner, _) => inner));

        Assert.Contains("'fakes'", error.Message, StringComparison.Ordinal);
        Assert.Contains("added so far: fake.", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddCompute().Wrap("fake", (inner, _) => inner));
    }

    [Fact]
    public async Task A_provider_of_the_applications_own_under_a_key_can_be_wrapped_too()
    {
        _services.AddKeyedSingleton<ISandboxProvider>("own", _inner);
        var made = new FakeProvider();
        _services.AddKeyedSingleton<ISandboxProvider>("made", (_, _) => made);
        _services.AddCompute().Wrap("own", (inner, _) => new Renaming(inner, "own")).Wrap("made", (inner, _) => new Renaming(inner, "made"));
        await using (var provider = _services.BuildServiceProvider())
        {
            Assert.Equal("own", provider.GetRequiredKeyedService<ISandboxProvider>("own").Info.DisplayName);
            Assert.Equal("made", provider.GetRequiredKeyedService<ISandboxProvider>("made").Info.DisplayName);
        }

        Assert.Equal((0, 1), (_inner.Disposals, made.Disposals));
    }

    private ComputeBuilder Add() => _services.AddCompute().AddProvider<FakeProvider.Sandbox>("fake", ProviderSettingsSchema.Empty, _ => _inner);

    private sealed class Renaming(ISandboxProvider inner, string name, Func<int>? disposals = null) : DelegatingSandboxProvider(inner)
    {
        public override ProviderInfo Info => InnerProvider.Info with { DisplayName = name };

        public int InnerDisposalsBefore { get; private set; } = -1;

        public override async Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default) =>
            (await base.CheckAvailabilityAsync(cancellationToken)) with { Version = name };

        public override ValueTask DisposeAsync()
        {
            InnerDisposalsBefore = InnerDisposalsBefore < 0 ? disposals?.Invoke() ?? 0 : InnerDisposalsBefore;
            return base.DisposeAsync();
        }
    }
}
