using Compute.Framework.Authoring;
using Compute.Providers.Docker.Sandboxes;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [CreateSnapshot]
    internal Task<SnapshotInfo> CreateSnapshotAsync(DockerSandbox sandbox, string? name, CancellationToken cancellationToken) =>
        Snapshots.CreateAsync(sandbox, name, cancellationToken);

    [Branch]
    internal async Task<IReadOnlyList<DockerSandbox>> BranchAsync(
        DockerSandbox sandbox, int count, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var source = await Containers.InspectAsync(sandbox.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new SandboxNotFoundException();
        var snapshot = await Snapshots.CreateAsync(sandbox, name: null, cancellationToken).ConfigureAwait(false);
        try
        {
            var body = ContainerBody.OfBranch(snapshot.Id, sandbox, source.Config, labels, timeProvider.GetUtcNow());
            return await Task.WhenAll(
                Enumerable.Range(0, count).Select(_ => Containers.CreateAsync(body, name: null, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            await Snapshots.DeleteAsync(snapshot.Id, CancellationToken.None).ConfigureAwait(false);
        }
    }

    [ListSnapshots]
    internal Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync(CancellationToken cancellationToken) =>
        Snapshots.ListAsync(cancellationToken);

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        Snapshots.DeleteAsync(snapshotId, cancellationToken);
}
