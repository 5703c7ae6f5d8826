using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

/// <content>Snapshots. Branches are made of them by the framework, so that each is created with an owner and a token of its own.</content>
public sealed partial class RemoteProvider
{
    [CreateSnapshot]
    internal async Task<SnapshotInfo> CreateSnapshotAsync(RemoteSandbox sandbox, string? name, CancellationToken cancellationToken)
    {
        using var request = _gateway.Request(
            HttpMethod.Post, PathOf(sandbox, "snapshots"), new NameRequest(name), GatewayJson.Default.NameRequest);
        return await _gateway.SendAsync<SnapshotInfo>(request, cancellationToken).ConfigureAwait(false);
    }

    [ListSnapshots]
    internal IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync(CancellationToken cancellationToken) =>
        _gateway.ListAsync<SnapshotInfo>("snapshots", cancellationToken);

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        DeleteAsync("snapshots", snapshotId, cancellationToken);

    /// <summary>What has an identifier that nothing can have is not there.</summary>
    private Task DeleteAsync(string kind, string id, CancellationToken cancellationToken) => PathSegment.Encode(id) is { } segment
        ? _gateway.CallAsync(HttpMethod.Delete, $"{kind}/{segment}", cancellationToken)
        : Task.CompletedTask;
}
