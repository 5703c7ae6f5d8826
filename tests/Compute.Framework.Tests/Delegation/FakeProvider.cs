using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Tests.Delegation;

/// <summary>A provider by hand, as it was written before <see cref="ISandboxProvider.TryGet"/> and
/// <see cref="ISandboxProvider.GetInfoAsync"/> were there.</summary>
internal sealed class FakeProvider : ISandboxProvider<FakeProvider.Sandbox>, IVolumeStore
{
    private int _count;

    public ConcurrentDictionary<string, Sandbox> Sandboxes { get; } = new(StringComparer.Ordinal);

    public int Disposals { get; private set; }

    public ProviderInfo Info { get; } = new("fake", "Fake", new CapabilityManifest([], Support.Unsupported()), ProviderSettingsSchema.Empty);

    public Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken = default) => Task.FromResult(ProviderAvailability.Available("inner"));

    public Task<Sandbox> CreateAsync(CreateSandboxOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(Add());

    async Task<ISandbox> ISandboxProvider.CreateAsync(CreateSandboxOptions? options, CancellationToken cancellationToken) => await CreateAsync(options, cancellationToken);

    public Task<Sandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken = default) => Task.FromResult(Sandboxes.GetValueOrDefault(sandboxId));

    async Task<ISandbox?> ISandboxProvider.GetAsync(string sandboxId, CancellationToken cancellationToken) => await GetAsync(sandboxId, cancellationToken);

    public IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter = null, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<SandboxInfo>();

    public Task DestroyAsync(string sandboxId, CancellationToken cancellationToken = default)
    {
        Sandboxes.TryRemove(sandboxId, out _);
        return Task.CompletedTask;
    }

    public Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(new VolumeInfo { Id = "inner" });

    public IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<VolumeInfo>();

    public Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return ValueTask.CompletedTask;
    }

    private Sandbox Add()
    {
        var sandbox = new Sandbox(this, $"s{Interlocked.Increment(ref _count)}");
        Sandboxes[sandbox.Id] = sandbox;
        return sandbox;
    }

    internal sealed class Sandbox(FakeProvider provider, string id) : ISandbox, IBranchable, IPausable, IMetricsSource
    {
        public string Id => id;

        public ProviderInfo Provider => provider.Info;

        public ISandboxFileSystem Files => throw new NotSupportedException();

        public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) => Task.FromResult(new SandboxInfo { Id = id, ProviderName = "fake" });

        public Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) => Task.FromResult(ExecutionResult.Exited(0));

        public Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DestroyAsync(CancellationToken cancellationToken = default) => provider.DestroyAsync(id, cancellationToken);

        /// <summary>It can pause, but not on this machine.</summary>
        public bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
            where TCapability : class
        {
            capability = typeof(TCapability) == typeof(IPausable) ? null : this as TCapability;
            return capability is not null;
        }

        public Task<IReadOnlyList<ISandbox>> BranchAsync(int count = 1, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ISandbox>>([.. Enumerable.Range(0, count).Select(_ => provider.Add())]);

        public Task PauseAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task ResumeAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<SandboxMetrics> GetMetricsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => new(DestroyAsync());
    }
}
