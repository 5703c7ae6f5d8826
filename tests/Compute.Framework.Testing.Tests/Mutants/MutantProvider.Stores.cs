namespace Compute.Framework.Testing.Tests.Mutants;

/// <content>What outlives sandboxes, and events.</content>
public sealed partial class MutantProvider : IVolumeStore, INetworkStore, ITemplateStore, IEventSource
{
    private StoreMutation Stores => mutation.Stores;

    public Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options = null, CancellationToken cancellationToken = default)
    {
        return Stores.CreateVolume?.Invoke(Inner, options) ?? Inner(options);
        Task<VolumeInfo> Inner(CreateVolumeOptions? changed) => Has<IVolumeStore>().CreateVolumeAsync(changed, cancellationToken);
    }

    public IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken = default)
    {
        var listed = Has<IVolumeStore>().ListVolumesAsync(cancellationToken);
        return Stores.ListVolumes?.Invoke(listed) ?? listed;
    }

    public Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken = default)
    {
        return Stores.DeleteVolume?.Invoke(Inner, volumeId) ?? Inner();
        Task Inner() => Has<IVolumeStore>().DeleteVolumeAsync(volumeId, cancellationToken);
    }

    public Task<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions? options = null, CancellationToken cancellationToken = default)
    {
        return Stores.CreateNetwork?.Invoke(Inner, options) ?? Inner(options);
        Task<NetworkInfo> Inner(CreateNetworkOptions? changed) => Has<INetworkStore>().CreateNetworkAsync(changed, cancellationToken);
    }

    public IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken = default)
    {
        var listed = Has<INetworkStore>().ListNetworksAsync(cancellationToken);
        return Stores.ListNetworks?.Invoke(listed) ?? listed;
    }

    public Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default)
    {
        return Stores.DeleteNetwork?.Invoke(Inner, networkId) ?? Inner();
        Task Inner() => Has<INetworkStore>().DeleteNetworkAsync(networkId, cancellationToken);
    }

    public Task<TemplateInfo> BuildTemplateAsync(BuildTemplateOptions options, IProgress<TemplateProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        return Stores.Build?.Invoke(Inner, options) ?? Inner(options);
        Task<TemplateInfo> Inner(BuildTemplateOptions changed) => Has<ITemplateStore>().BuildTemplateAsync(changed, progress, cancellationToken);
    }

    public IAsyncEnumerable<TemplateInfo> ListTemplatesAsync(CancellationToken cancellationToken = default)
    {
        var listed = Has<ITemplateStore>().ListTemplatesAsync(cancellationToken);
        return Stores.ListTemplates?.Invoke(listed) ?? listed;
    }

    public Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken = default)
    {
        return Stores.DeleteTemplate?.Invoke(Inner, templateId) ?? Inner();
        Task Inner() => Has<ITemplateStore>().DeleteTemplateAsync(templateId, cancellationToken);
    }

    public IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default)
    {
        return Stores.Events?.Invoke(Inner, since) ?? Inner(since);
        IAsyncEnumerable<SandboxEvent> Inner(DateTimeOffset? changed) => Has<IEventSource>().ReadEventsAsync(changed, cancellationToken);
    }

    private T Has<T>()
        where T : class =>
        InnerProvider.TryGet<T>(out var store) ? store : throw new UnsupportedCapabilityException(typeof(T).Name);
}
