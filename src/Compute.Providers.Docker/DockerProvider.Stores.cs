using Compute.Framework.Authoring;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [BuildTemplate]
    [
        Honors(
            nameof(BuildTemplateOptions.Name),
            nameof(BuildTemplateOptions.ContextDirectory),
            nameof(BuildTemplateOptions.RecipePath),
            nameof(BuildTemplateOptions.Arguments),
            nameof(BuildTemplateOptions.Labels))
    ]
    internal Task<TemplateInfo> BuildTemplateAsync(
        BuildTemplateOptions options, IProgress<TemplateProgress>? progress, CancellationToken cancellationToken) =>
        Templates.BuildAsync(options, progress, cancellationToken);

    [ListTemplates]
    internal Task<IReadOnlyList<TemplateInfo>> ListTemplatesAsync(CancellationToken cancellationToken) =>
        Templates.ListAsync(cancellationToken);

    [DeleteTemplate]
    internal Task DeleteTemplateAsync(string templateId, CancellationToken cancellationToken) =>
        Templates.DeleteAsync(templateId, cancellationToken);

    [CreateVolume]
    internal async Task<VolumeInfo> CreateVolumeAsync(
        string? name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        // Docker would give out the one that is there, and with it what others have put into it.
        if (name is not null && await _engine.Http.FindJsonAsync("volumes/" + EngineClient.Escape(name), WireJson.Default.Volume,
            cancellationToken).ConfigureAwait(false) is not null)
        {
            throw new ResourceConflictException("volume", name);
        }

        return Info(
            await _engine.Http.PostJsonAsync(
                "volumes/create",
                new Volume(name, labels),
                WireJson.Default.Volume,
                WireJson.Default.Volume,
                cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    [ListVolumes]
    internal async Task<IReadOnlyList<VolumeInfo>> ListVolumesAsync(CancellationToken cancellationToken) =>
        [.. ((await _engine.Http.GetJsonAsync("volumes", WireJson.Default.VolumeList, cancellationToken: cancellationToken)
            .ConfigureAwait(false)).Items ?? []).Select(Info)];

    [DeleteVolume]
    internal Task DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken) =>
        _engine.Http.DeleteIfExistsAsync("volumes/" + EngineClient.Escape(volumeId), cancellationToken);

    [CreateNetwork]
    internal async Task<NetworkInfo> CreateNetworkAsync(
        string? name, IReadOnlyDictionary<string, string> labels, bool isInternal, CancellationToken cancellationToken)
    {
        var network = new Network(name ?? $"compute-{Guid.NewGuid():n}", isInternal, labels);
        var created = await _engine.Http.PostJsonAsync(
            "networks/create",
            network,
            WireJson.Default.Network,
            WireJson.Default.Created,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return Info(
            await _engine.Http.GetJsonAsync(
                "networks/" + created.Id, WireJson.Default.Network, cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    [ListNetworks]
    internal async Task<IReadOnlyList<NetworkInfo>> ListNetworksAsync(CancellationToken cancellationToken) =>
        [
            .. (
                await _engine.Http.GetJsonAsync(
                    "networks", WireJson.Default.ListNetwork, cancellationToken: cancellationToken).ConfigureAwait(false)).Select(Info)
        ];

    [DeleteNetwork]
    internal Task DeleteNetworkAsync(string networkId, CancellationToken cancellationToken) =>
        _engine.Http.DeleteIfExistsAsync("networks/" + EngineClient.Escape(networkId), cancellationToken);

    private static VolumeInfo Info(Volume volume) => new()
    {
        Id = volume.Name!,
        Name = volume.Name,
        CreatedAt = volume.CreatedAt?.ToUniversalTime(),
        Labels = volume.Labels ?? new Dictionary<string, string>(),
    };

    private static NetworkInfo Info(Network network) => new()
    {
        Id = network.Id!,
        Name = network.Name,
        IsInternal = network.Internal,
        CreatedAt = network.Created?.ToUniversalTime(),
        Labels = network.Labels ?? new Dictionary<string, string>(),
    };
}
