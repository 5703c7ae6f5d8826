namespace Compute.Framework.Testing.Tests.Mutants.Reference;

/// <content>Volumes are directories, networks are names, events are remembered.</content>
public sealed partial class ReferenceProvider : IVolumeStore, INetworkStore, IEventSource
{
    public Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.SizeBytes is not null)
        {
            throw new UnsupportedOptionException(nameof(CreateVolumeOptions.SizeBytes));
        }

        var id = $"volume-{Guid.NewGuid():n}";
        Directory.CreateDirectory(world.PathOf("volumes", id));
        var info = new VolumeInfo { Id = id, Name = options?.Name, Labels = Copy(options?.Labels), CreatedAt = DateTimeOffset.UtcNow };
        world.Volumes[id] = info;
        return Task.FromResult(info);
    }

    public IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken = default) => world.Volumes.Values.ToAsyncEnumerable();

    public Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken = default)
    {
        if (world.Volumes.TryRemove(volumeId, out _))
        {
            Directory.Delete(world.PathOf("volumes", volumeId), recursive: true);
        }

        return Task.CompletedTask;
    }

    public Task<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions? options = null, CancellationToken cancellationToken = default)
    {
        var info = new NetworkInfo
        {
            Id = $"network-{Guid.NewGuid():n}",
            Name = options?.Name,
            Labels = Copy(options?.Labels),
            IsInternal = options?.IsInternal == true,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        world.Networks[info.Id] = info;
        return Task.FromResult(info);
    }

    public IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken = default) => world.Networks.Values.ToAsyncEnumerable();

    public Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        world.Networks.TryRemove(networkId, out _);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default) =>
        since is { } start
            ? world.Events.FollowAsync(0, cancellationToken).Where(item => item.OccurredAt >= start)
            : world.Events.FollowAsync(world.Events.All.Count, cancellationToken);

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string>? labels) => labels is null ? [] : new(labels);
}
