using System.Collections.ObjectModel;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;
using Compute.Providers.Docker.Exec;
using Compute.Providers.Docker.Sandboxes;

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
        await StartAsync(sandbox, new ShellLaunch(arguments, workingDirectory, environment: environment), workingDirectory, user, cancellationToken).ConfigureAwait(false);

    /// <summary>An absolute directory is entered from the root: the sandbox's own may be gone.</summary>
    private Task<TerminalChannel> StartAsync(DockerSandbox sandbox, ShellLaunch launch, string? workingDirectory, string? user, CancellationToken cancellationToken) =>
        ExecChannel.StartAsync(Execs, sandbox.Id, launch, workingDirectory?.StartsWith('/') == true ? "/" : null, user, cancellationToken);

    [ReadFile]
    internal Task<Stream> ReadFileAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) => Archives.OpenReadAsync(sandbox, path, cancellationToken);

    [WriteFile]
    internal Task WriteFileAsync(DockerSandbox sandbox, string path, Stream content, CancellationToken cancellationToken) =>
        Archives.WriteAsync(sandbox, path, content, cancellationToken);

    [DescribeFile]
    internal Task<FileEntry?> DescribeFileAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) =>
        Archives.DescribeAsync(sandbox, path, cancellationToken);

    [WatchFiles]
    internal IAsyncEnumerable<FileChange> WatchFilesAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) => ShellFileWatch.WatchAsync(
        (arguments, token) => StartAsync(sandbox, arguments, sandbox.WorkingDirectory, ReadOnlyDictionary<string, string>.Empty, user: null, token), path, cancellationToken);

    [CreateSnapshot]
    internal Task<SnapshotInfo> CreateSnapshotAsync(DockerSandbox sandbox, string? name, CancellationToken cancellationToken) =>
        Snapshots.CreateAsync(sandbox, name, cancellationToken);

    [Branch]
    internal async Task<IReadOnlyList<DockerSandbox>> BranchAsync(DockerSandbox sandbox, int count, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var source = await Containers.InspectAsync(sandbox.Id, cancellationToken).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        var snapshot = await Snapshots.CreateAsync(sandbox, name: null, cancellationToken).ConfigureAwait(false);
        try
        {
            var body = ContainerBody.OfBranch(snapshot.Id, sandbox, source.Config, labels, timeProvider.GetUtcNow());
            return await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Containers.CreateAsync(body, name: null, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            await Snapshots.DeleteAsync(snapshot.Id, CancellationToken.None).ConfigureAwait(false);
        }
    }

    [ListSnapshots]
    internal Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync(CancellationToken cancellationToken) => Snapshots.ListAsync(cancellationToken);

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) => Snapshots.DeleteAsync(snapshotId, cancellationToken);
}
