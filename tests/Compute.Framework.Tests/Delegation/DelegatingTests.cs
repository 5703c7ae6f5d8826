namespace Compute.Framework.Tests.Delegation;

public sealed class DelegatingTests
{
    private readonly FakeProvider _inner = new();
    private readonly List<string> _seen = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Created_found_and_branched_sandboxes_are_wrapped_and_the_branches_of_branches()
    {
        var provider = new Watching(_inner, this);
        var created = await provider.CreateAsync(cancellationToken: Cancellation);
        var found = await provider.GetAsync(created.Id, Cancellation);
        var branches = await BranchAsync(found!, 2);
        var twig = Assert.Single(await BranchAsync(branches[1], 1));

        Assert.All([created, found, .. branches, twig], sandbox => Assert.IsType<Watched>(sandbox));
        Assert.Equal(["s1", "s1", "s2", "s3", "s4"], _seen);
        Assert.Null(await provider.GetAsync("none", Cancellation));
    }

    [Fact]
    public async Task Branches_of_a_sandbox_that_is_left_as_it_is_go_through_the_provider_too()
    {
        var provider = new Noting(_inner, this);
        var created = await provider.CreateAsync(cancellationToken: Cancellation);

        await BranchAsync((await BranchAsync(created, 1))[0], 1);

        Assert.Equal(["s1", "s2", "s3"], _seen);
        Assert.True(created.TryGet<FakeProvider.Sandbox>(out _));
    }

    [Fact]
    public async Task Wrappers_around_wrappers_each_see_every_sandbox()
    {
        var outer = new Watching(new Noting(new Watching(_inner, this), this), this);
        var created = await outer.CreateAsync(cancellationToken: Cancellation);
        Assert.Equal(["s1", "s1", "s1"], _seen);

        await BranchAsync(created, 1);

        Assert.Equal(["s1", "s1", "s1", "s2", "s2", "s2"], _seen);
    }

    [Fact]
    public async Task What_is_inside_decides_whether_and_the_wrapper_that_implements_it_wins()
    {
        var provider = new Watching(_inner, this);
        var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.False(sandbox.TryGet<IPausable>(out _));
        Assert.False(sandbox.TryGet<IHealthSource>(out _));
        Assert.True(sandbox.TryGet<IMetricsSource>(out var metrics));
        Assert.IsType<FakeProvider.Sandbox>(metrics);
        Assert.True(sandbox.TryGet<IBranchable>(out var branchable));
        Assert.Same(sandbox, branchable);
        Assert.True(sandbox.TryGet<Watched>(out var own));
        Assert.Same(sandbox, own);

        Assert.True(((ISandboxProvider)provider).TryGet<IVolumeStore>(out var volumes));
        Assert.Same(_inner, volumes);
        Assert.False(provider.TryGet<INetworkStore>(out _));
        Assert.True(provider.TryGet<ISandboxProvider>(out var itself));
        Assert.Same(provider, itself);
        Assert.True(provider.TryGet<Watching>(out _));

        Assert.True(new Stocked(_inner).TryGet<IVolumeStore>(out var stocked));
        Assert.Equal("outer", (await stocked.CreateVolumeAsync(cancellationToken: Cancellation)).Id);
        Assert.False(new Stocked(new Storeless(_inner)).TryGet<IVolumeStore>(out _));
    }

    [Fact]
    public async Task A_wrapper_that_fails_leaves_nothing()
    {
        var provider = new Watching(_inner, this) { Failure = new InvalidOperationException("no place") };
        await Assert.ThrowsAsync<InvalidOperationException>(() => provider.CreateAsync(cancellationToken: Cancellation));
        Assert.Empty(_inner.Sandboxes);

        provider.Failure = null;
        var created = await provider.CreateAsync(cancellationToken: Cancellation);
        provider.Failure = new InvalidOperationException("no place");
        await Assert.ThrowsAsync<InvalidOperationException>(() => BranchAsync(created, 3));
        Assert.Equal([created.Id], _inner.Sandboxes.Keys);
    }

    [Fact]
    public async Task A_branch_that_nobody_can_make_is_a_typed_error()
    {
        var sandbox = new Watched(new Unbranchable(await ((ISandboxProvider)_inner).CreateAsync(cancellationToken: Cancellation)));

        Assert.False(sandbox.TryGet<IBranchable>(out _));
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.BranchAsync(1, Cancellation));
    }

    [Fact]
    public async Task What_a_wrapper_says_of_itself_is_said_everywhere()
    {
        var provider = new Watching(_inner, this);
        Assert.Same(_inner.Info, provider.Info);
        Assert.Same(_inner.Info, await provider.GetInfoAsync(Cancellation));

        provider.Own = _inner.Info with { DisplayName = "Watched" };
        var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal("Watched", (await provider.GetInfoAsync(Cancellation)).DisplayName);
        Assert.Equal("Watched", sandbox.Provider.DisplayName);
    }

    [Fact]
    public async Task A_provider_without_the_newer_members_has_their_defaults()
    {
        ISandboxProvider provider = _inner;

        Assert.Same(provider.Info, await provider.GetInfoAsync(Cancellation));
        Assert.True(provider.TryGet<IVolumeStore>(out var store));
        Assert.Same(_inner, store);
        Assert.False(provider.TryGet<IEventSource>(out _));
    }

    [Fact]
    public async Task Disposing_reaches_the_inner_provider_once()
    {
        var provider = new Watching(new Noting(_inner, this), this);

        await provider.DisposeAsync();
        await provider.DisposeAsync();
        provider.Dispose();

        Assert.Equal(1, _inner.Disposals);
    }

    [Fact]
    public async Task A_builder_makes_the_first_wrapper_the_outermost()
    {
        var services = new Services();
        IServiceProvider? given = null;
        var provider = _inner.AsBuilder()
            .Use(inner => new Watching(inner, this) { Name = "first" })
            .Use((inner, services) =>
            {
                given = services;
                return new Watching(inner, this) { Name = "second" };
            })
            .Build(services);

        await provider.DestroyAsync("s1", Cancellation);

        Assert.Equal(["first", "second"], _seen);
        Assert.Same(services, given);
        Assert.Same(_inner, _inner.AsBuilder().Build());
        Assert.Null(_inner.AsBuilder().Use((inner, none) => none.GetService(typeof(string)) is null ? inner : null!).Build() as Watching);
        Assert.Throws<InvalidOperationException>(() => _inner.AsBuilder().Use(_ => null!).Build());
        await provider.DisposeAsync();
        Assert.Equal(1, _inner.Disposals);
    }

    private static async Task<IReadOnlyList<ISandbox>> BranchAsync(ISandbox sandbox, int count)
    {
        Assert.True(sandbox.TryGet<IBranchable>(out var branchable));
        return await branchable.BranchAsync(count, Cancellation);
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class Watching(ISandboxProvider inner, DelegatingTests test) : DelegatingSandboxProvider(inner)
    {
        public Exception? Failure { get; set; }

        public ProviderInfo? Own { get; set; }

        public string? Name { get; init; }

        public override ProviderInfo Info => Own ?? base.Info;

        public override Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default)
        {
            test._seen.Add(Name!);
            return base.DestroyAsync(sandboxId, cancellationToken);
        }

        protected override ISandbox Wrap(ISandbox sandbox)
        {
            test._seen.Add(sandbox.Id);
            return Failure is null ? new Watched(sandbox) : throw Failure;
        }
    }

    private sealed class Noting(ISandboxProvider inner, DelegatingTests test) : DelegatingSandboxProvider(inner)
    {
        protected override ISandbox Wrap(ISandbox sandbox)
        {
            test._seen.Add(sandbox.Id);
            return sandbox;
        }
    }

    private sealed class Stocked(ISandboxProvider inner) : DelegatingSandboxProvider(inner), IVolumeStore
    {
        public Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(new VolumeInfo { Id = "outer" });

        public IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<VolumeInfo>();

        public Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    private sealed class Storeless(ISandboxProvider inner) : DelegatingSandboxProvider(inner)
    {
        public override bool TryGet<TCapability>([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TCapability? capability)
            where TCapability : class
        {
            capability = null;
            return false;
        }
    }

    private sealed class Watched(ISandbox inner) : DelegatingSandbox(inner);

    private sealed class Unbranchable(ISandbox inner) : DelegatingSandbox(inner)
    {
        public override bool TryGet<TCapability>([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TCapability? capability)
            where TCapability : class
        {
            capability = null;
            return false;
        }
    }
}
