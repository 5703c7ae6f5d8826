using System.Diagnostics.CodeAnalysis;

namespace Compute.Gateway.Tests.Serving;

/// <summary>The Local provider with stores of volumes and networks, which it has not; like Docker's, a creation with a known name gives
/// what is there. Only what the gateway says of them is tested with it.</summary>
internal sealed class StoresOverLocal(ISandboxProvider inner) : DelegatingSandboxProvider(inner), IVolumeStore, INetworkStore
{
    private readonly Dictionary<string, VolumeInfo> _volumes = [];
    private readonly Dictionary<string, NetworkInfo> _networks = [];

    /// <summary>Whether labels are kept.</summary>
    public bool KeepsLabels { get; set; } = true;

    public IReadOnlyCollection<string> Volumes => [.. _volumes.Keys];

    public override bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        if (typeof(TCapability) == typeof(IVolumeStore) || typeof(TCapability) == typeof(INetworkStore))
        {
            capability = (TCapability)(object)this;
            return true;
        }

        return base.TryGet(out capability);
    }

    public Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options = null, CancellationToken cancellationToken = default)
    {
        var name = options?.Name ?? Guid.NewGuid().ToString("N");
        var labels = KeepsLabels ? options?.Labels ?? new Dictionary<string, string>() : new Dictionary<string, string>();
        _volumes.TryAdd(name, new VolumeInfo { Id = name, Name = name, Labels = labels });
        return Task.FromResult(_volumes[name]);
    }

    public IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken = default) =>
        _volumes.Values.ToList().ToAsyncEnumerable();

    public Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken = default)
    {
        _volumes.Remove(volumeId);
        return Task.CompletedTask;
    }

    public Task<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions? options = null, CancellationToken cancellationToken = default)
    {
        var network = new NetworkInfo { Id = Guid.NewGuid().ToString("N"), Name = options?.Name, Labels = options!.Labels };
        _networks[network.Id] = network;
        return Task.FromResult(network);
    }

    public IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken = default) =>
        _networks.Values.ToList().ToAsyncEnumerable();

    public Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        _networks.Remove(networkId);
        return Task.CompletedTask;
    }
}
