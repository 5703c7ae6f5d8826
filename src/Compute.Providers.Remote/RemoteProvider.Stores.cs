using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

/// <content>Volumes and networks. Templates are built from a directory, which is one of this machine: the gateway builds none.</content>
public sealed partial class RemoteProvider
{
    [CreateVolume]
    internal async Task<VolumeInfo> CreateVolumeAsync(
        string? name, IReadOnlyDictionary<string, string> labels, long? sizeBytes, CancellationToken cancellationToken)
    {
        using var request = _gateway.Request(
            HttpMethod.Post, "volumes", new CreateVolumeOptions { Name = name, Labels = labels, SizeBytes = sizeBytes });
        return await _gateway.SendAsync<VolumeInfo>(request, cancellationToken).ConfigureAwait(false);
    }

    [ListVolumes]
    internal IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken) =>
        _gateway.ListAsync<VolumeInfo>("volumes", cancellationToken);

    [DeleteVolume]
    internal Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken) =>
        DeleteAsync("volumes", volumeId, cancellationToken);

    [CreateNetwork]
    internal async Task<NetworkInfo> CreateNetworkAsync(
        string? name, IReadOnlyDictionary<string, string> labels, bool isInternal, CancellationToken cancellationToken)
    {
        using var request = _gateway.Request(
            HttpMethod.Post, "networks", new CreateNetworkOptions { Name = name, Labels = labels, IsInternal = isInternal });
        return await _gateway.SendAsync<NetworkInfo>(request, cancellationToken).ConfigureAwait(false);
    }

    [ListNetworks]
    internal IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken) =>
        _gateway.ListAsync<NetworkInfo>("networks", cancellationToken);

    [DeleteNetwork]
    internal Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken) =>
        DeleteAsync("networks", networkId, cancellationToken);
}
