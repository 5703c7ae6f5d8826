namespace Compute.Framework.Runtime;

/// <content>The operations on what outlives sandboxes.</content>
public abstract partial class ProviderDriver<THandle>
{
    /// <summary>Calls the method of <see cref="SandboxOperation.CreateVolume"/>.</summary>
    public virtual ValueTask<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions options, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.CreateVolume);

    /// <summary>Calls the method of <see cref="SandboxOperation.ListVolumes"/>.</summary>
    public virtual IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ListVolumes);

    /// <summary>Calls the method of <see cref="SandboxOperation.DeleteVolume"/>.</summary>
    public virtual ValueTask DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.DeleteVolume);

    /// <summary>Calls the method of <see cref="SandboxOperation.CreateNetwork"/>.</summary>
    public virtual ValueTask<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions options, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.CreateNetwork);

    /// <summary>Calls the method of <see cref="SandboxOperation.ListNetworks"/>.</summary>
    public virtual IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ListNetworks);

    /// <summary>Calls the method of <see cref="SandboxOperation.DeleteNetwork"/>.</summary>
    public virtual ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.DeleteNetwork);

    /// <summary>Calls the method of <see cref="SandboxOperation.BuildTemplate"/>.</summary>
    public virtual ValueTask<TemplateInfo> BuildTemplateAsync(
        IProgress<TemplateProgress>? progress, BuildTemplateOptions options, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.BuildTemplate);

    /// <summary>Calls the method of <see cref="SandboxOperation.ListTemplates"/>.</summary>
    public virtual IAsyncEnumerable<TemplateInfo> ListTemplatesAsync(CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ListTemplates);

    /// <summary>Calls the method of <see cref="SandboxOperation.DeleteTemplate"/>.</summary>
    public virtual ValueTask DeleteTemplateAsync(string templateId, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.DeleteTemplate);

    /// <summary>Calls the method of <see cref="SandboxOperation.ReadEvents"/>.</summary>
    public virtual IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ReadEvents);
}
