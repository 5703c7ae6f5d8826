using System.Collections.ObjectModel;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [ReadFile]
    internal Task<Stream> ReadFileAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) =>
        Archives.OpenReadAsync(sandbox, path, cancellationToken);

    [WriteFile]
    internal Task WriteFileAsync(DockerSandbox sandbox, string path, Stream content, CancellationToken cancellationToken) =>
        Archives.WriteAsync(sandbox, path, content, cancellationToken);

    [DescribeFile]
    internal Task<FileEntry?> DescribeFileAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) =>
        Archives.DescribeAsync(sandbox, path, cancellationToken);

    [WatchFiles]
    internal IAsyncEnumerable<FileChange> WatchFilesAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken) =>
        ShellFileWatch.WatchAsync(
        (arguments, token) =>
            StartAsync(sandbox, arguments, sandbox.WorkingDirectory, ReadOnlyDictionary<string, string>.Empty, user: null, token),
        path,
        cancellationToken);
}
