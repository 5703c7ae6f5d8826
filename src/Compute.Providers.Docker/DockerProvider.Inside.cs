using Compute.Framework;
using Compute.Framework.Emulation;
using Compute.Providers.Docker.Exec;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [StartProcess]
    internal async Task<ProcessChannel> StartAsync(
        DockerSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        CancellationToken cancellationToken) =>
        await ExecChannel.StartAsync(Execs, sandbox.Id, new ShellLaunch(arguments, workingDirectory), environment, user, cancellationToken).ConfigureAwait(false);

    [ReadFile]
    internal Task<Stream> ReadFileAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) => Archives.OpenReadAsync(sandbox, path, cancellationToken);

    [WriteFile]
    internal Task WriteFileAsync(DockerSandbox sandbox, string path, Stream content, CancellationToken cancellationToken) =>
        Archives.WriteAsync(sandbox, path, content, cancellationToken);

    [DescribeFile]
    internal Task<FileEntry?> DescribeFileAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) =>
        Archives.DescribeAsync(sandbox, path, cancellationToken);

    [CreateSnapshot]
    internal Task<SnapshotInfo> CreateSnapshotAsync(DockerSandbox sandbox, string? name, CancellationToken cancellationToken) =>
        Snapshots.CreateAsync(sandbox, name, cancellationToken);

    [ListSnapshots]
    internal Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync(CancellationToken cancellationToken) => Snapshots.ListAsync(cancellationToken);

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) => Snapshots.DeleteAsync(snapshotId, cancellationToken);
}
