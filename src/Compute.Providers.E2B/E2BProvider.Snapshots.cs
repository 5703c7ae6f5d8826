using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

/// <content>Snapshots, which have memory and processes. E2B's own fork gives the copies the labels of their source, by which they would be
/// taken for it: branches are made of a snapshot by the framework, so that each has its own.</content>
public sealed partial class E2BProvider
{
    [CreateSnapshot]
    internal async Task<SnapshotInfo> CreateSnapshotAsync(
        E2BSandbox sandbox, [Pattern("[a-z0-9_-]{1,128}")] string? name, CancellationToken cancellationToken) =>
        Of(await _control.CallAsync(
            (api, key, token) => api.CreateSnapshotAsync(sandbox.Id, new NewSnapshot(name), key, token), cancellationToken)
            .ConfigureAwait(false));

    [ListSnapshots]
    internal IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync(CancellationToken cancellationToken) => _control.ListAsync<Snapshot>(
        (api, key, next, token) => api.ListSnapshotsAsync(PageSize, next, key, token), cancellationToken).Select(Of);

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        _control.TryAsync((api, key, token) => api.DeleteTemplateAsync(snapshotId, key, token), cancellationToken);

    private static SnapshotInfo Of(Snapshot snapshot) => new()
    {
        Id = snapshot.SnapshotId,
        Name = snapshot.Names.Count == 0 ? null : NameIn(snapshot.Names[0]),
    };

    /// <summary>A full name is <c>team/name:tag</c>.</summary>
    private static string NameIn(string full) => full[(full.LastIndexOf('/') + 1)..].Split(':')[0];
}
