using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <content>What outlives sandboxes: snapshots, volumes, networks, templates; and events.</content>
public sealed partial class ProviderRuntime<THandle>
{
    /// <summary>See <see cref="ISnapshotStore.ListSnapshotsAsync"/>.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync(CancellationToken cancellationToken) =>
        Read(SandboxOperation.ListSnapshots, null, Driver.ListSnapshotsAsync, cancellationToken);

    /// <summary>See <see cref="ISnapshotStore.DeleteSnapshotAsync"/>.</summary>
    /// <param name="snapshotId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        DeleteAsync(SandboxOperation.DeleteSnapshot, snapshotId, Driver.DeleteSnapshotAsync, cancellationToken);

    /// <summary>See <see cref="IVolumeStore.CreateVolumeAsync"/>.</summary>
    /// <param name="options">What it should be.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions? options, CancellationToken cancellationToken)
    {
        options ??= new CreateVolumeOptions();
        var here = Info.Capabilities[SandboxOperation.CreateVolume];
        return CallAsync(
            SandboxOperation.CreateVolume,
            null,
            () => Driver.CreateVolumeAsync(options, cancellationToken),
            cancellationToken,
            () => OptionGuard.Check(options, here));
    }

    /// <summary>See <see cref="IVolumeStore.ListVolumesAsync"/>.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public IAsyncEnumerable<VolumeInfo> ListVolumesAsync(CancellationToken cancellationToken) =>
        Read(SandboxOperation.ListVolumes, null, Driver.ListVolumesAsync, cancellationToken);

    /// <summary>See <see cref="IVolumeStore.DeleteVolumeAsync"/>.</summary>
    /// <param name="volumeId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken) =>
        DeleteAsync(SandboxOperation.DeleteVolume, volumeId, Driver.DeleteVolumeAsync, cancellationToken);

    /// <summary>See <see cref="INetworkStore.CreateNetworkAsync"/>.</summary>
    /// <param name="options">What it should be.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions? options, CancellationToken cancellationToken)
    {
        options ??= new CreateNetworkOptions();
        var here = Info.Capabilities[SandboxOperation.CreateNetwork];
        return CallAsync(
            SandboxOperation.CreateNetwork,
            null,
            () => Driver.CreateNetworkAsync(options, cancellationToken),
            cancellationToken,
            () => OptionGuard.Check(options, here));
    }

    /// <summary>See <see cref="INetworkStore.ListNetworksAsync"/>.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public IAsyncEnumerable<NetworkInfo> ListNetworksAsync(CancellationToken cancellationToken) =>
        Read(SandboxOperation.ListNetworks, null, Driver.ListNetworksAsync, cancellationToken);

    /// <summary>See <see cref="INetworkStore.DeleteNetworkAsync"/>.</summary>
    /// <param name="networkId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken) =>
        DeleteAsync(SandboxOperation.DeleteNetwork, networkId, Driver.DeleteNetworkAsync, cancellationToken);

    /// <summary>See <see cref="ITemplateStore.BuildTemplateAsync"/>.</summary>
    /// <param name="options">From what, and its name.</param>
    /// <param name="progress">Told what the build does; or null. What it throws reaches the caller as it is.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    public Task<TemplateInfo> BuildTemplateAsync(
        BuildTemplateOptions options, IProgress<TemplateProgress>? progress, CancellationToken cancellationToken)
    {
        var here = Info.Capabilities[SandboxOperation.BuildTemplate];
        return CallAsync(
            SandboxOperation.BuildTemplate,
            null,
            async ValueTask<TemplateInfo> () =>
            {
                var watched = progress is null ? null : new CallerProgress<TemplateProgress>(progress);
                try
                {
                    return await Driver.BuildTemplateAsync(watched, options, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception)
                {
                    watched?.ThrowIfFailed();
                    throw;
                }
            },
            cancellationToken,
            () =>
            {
                ArgumentNullException.ThrowIfNull(options);
                OptionGuard.Check(options, here);
            });
    }

    /// <summary>See <see cref="ITemplateStore.ListTemplatesAsync"/>.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public IAsyncEnumerable<TemplateInfo> ListTemplatesAsync(CancellationToken cancellationToken) =>
        Read(SandboxOperation.ListTemplates, null, Driver.ListTemplatesAsync, cancellationToken);

    /// <summary>See <see cref="ITemplateStore.DeleteTemplateAsync"/>.</summary>
    /// <param name="templateId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken) =>
        DeleteAsync(SandboxOperation.DeleteTemplate, templateId, Driver.DeleteTemplateAsync, cancellationToken);

    /// <summary>See <see cref="IEventSource.ReadEventsAsync"/>.</summary>
    /// <param name="since">Begins with the events since then.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public IAsyncEnumerable<SandboxEvent> ReadEventsAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        Read(SandboxOperation.ReadEvents, null, token => ReadStripped(since, token), cancellationToken);

    private async IAsyncEnumerable<SandboxEvent> ReadStripped(
        DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OptionGuard.CheckSince(since, Info.Capabilities[SandboxOperation.ReadEvents]);
        await foreach (var item in Driver.ReadEventsAsync(since, cancellationToken).ConfigureAwait(false))
        {
            yield return item with { OccurredAt = item.OccurredAt.ToUniversalTime(), Labels = OwnerLabels.Strip(item.Labels) };
        }
    }

    private Task DeleteAsync(
        SandboxOperation operation, string id, Func<string, CancellationToken, ValueTask> delete, CancellationToken cancellationToken) =>
        CallAsync(
            operation,
            null,
            async ValueTask () =>
            {
                try
                {
                    await delete(id, cancellationToken).ConfigureAwait(false);
                }
                catch (ResourceNotFoundException)
                {
                    // Gone is what was asked for.
                }
            },
            cancellationToken,
            () => TextGuard.CheckId(id, nameof(id)));
}
