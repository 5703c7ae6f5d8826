namespace Compute.Providers.Docker.Sandboxes;

/// <summary>Snapshots are images: a commit adds one layer to those that the sandbox began with.</summary>
internal sealed class Snapshots(EngineClient engine, Images images)
{
    private const string Repository = "localhost/compute-snapshot";

    public async Task<SnapshotInfo> CreateAsync(DockerSandbox sandbox, string? name, CancellationToken cancellationToken)
    {
        if (sandbox.HasReadOnlyRoot)
        {
            throw new UnsupportedCapabilityException(
                nameof(SandboxOperation.CreateSnapshot),
                "the files of a sandbox with a read-only root are in a volume, which a commit leaves out");
        }

        var tag = Guid.NewGuid().ToString("n");
        var changes = Label(SandboxLabels.Snapshot, name ?? string.Empty)
            + Label(SandboxLabels.SnapshotParent, sandbox.SnapshotId ?? string.Empty);
        await engine.Http.PostJsonAsync(
            $"commit?container={sandbox.Id}&repo={EngineClient.Escape(Repository)}&tag={tag}{changes}",
            new Nothing(),
            WireJson.Default.Nothing,
            WireJson.Default.Created,
            HttpResource.Sandbox,
            cancellationToken).ConfigureAwait(false);
        return new SnapshotInfo
        {
            Id = $"{Repository}:{tag}", Name = name, ParentId = sandbox.SnapshotId, CreatedAt = DateTimeOffset.UtcNow,
        };
    }

    /// <summary>The image that the first sandbox of a snapshot's line began with.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such snapshot.</exception>
    public async Task<string> OriginAsync(string snapshotId, CancellationToken cancellationToken) =>
        IsId(snapshotId) && await images.FindAsync(snapshotId, cancellationToken).ConfigureAwait(false) is { } image
            ? image.Config?.Labels?.GetValueOrDefault(SandboxLabels.Image) ?? string.Empty
            : throw new ResourceNotFoundException("snapshot", snapshotId);

    public async Task<IReadOnlyList<SnapshotInfo>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. from image in await images.ListAsync(SandboxLabels.Snapshot, cancellationToken).ConfigureAwait(false)
        from id in image.RepoTags ?? []
        where IsId(id)
        select new SnapshotInfo
        {
            Id = id,
            Name = Text(image, SandboxLabels.Snapshot),
            ParentId = Text(image, SandboxLabels.SnapshotParent),
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(image.Created),
        },
    ];

    public Task DeleteAsync(string snapshotId, CancellationToken cancellationToken) =>
        IsId(snapshotId) ? images.RetireAsync(snapshotId, cancellationToken) : Task.CompletedTask;

    private static bool IsId(string id) => id.StartsWith(Repository + ":", StringComparison.Ordinal);

    private static string Label(string key, string value) =>
        "&changes=" + EngineClient.Escape($"LABEL {key}=\"{EngineClient.Escape(value)}\"");

    private static string? Text(ImageSummary image, string label) =>
        image.Labels?.GetValueOrDefault(label) is { Length: > 0 } text ? Uri.UnescapeDataString(text) : null;
}
