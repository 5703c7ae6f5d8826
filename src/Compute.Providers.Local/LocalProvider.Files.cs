using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Files;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider
{
    [ReadFile]
    internal ValueTask<Stream> ReadFileAsync(LocalHandle sandbox, string path, CancellationToken cancellationToken) =>
        _backend.WithFilesAsync(sandbox.Id, files => files.OpenRead(path), cancellationToken);

    [WriteFile]
    internal Task WriteFileAsync(LocalHandle sandbox, string path, Stream content, CancellationToken cancellationToken) =>
        _backend.WriteAsync(sandbox.Id, path, content, cancellationToken);

    [ListDirectory]
    internal async IAsyncEnumerable<FileEntry> ListDirectoryAsync(
        LocalHandle sandbox, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in await _backend.WithFilesAsync(sandbox.Id, files => files.List(path), cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    [DescribeFile]
    internal ValueTask<FileEntry?> DescribeFileAsync(LocalHandle sandbox, string path, CancellationToken cancellationToken) =>
        _backend.WithFilesAsync(sandbox.Id, files => files.Describe(path), cancellationToken);

    [FileExists]
    internal ValueTask<bool> FileExistsAsync(LocalHandle sandbox, string path, CancellationToken cancellationToken) =>
        _backend.WithFilesAsync(sandbox.Id, files => files.Exists(path), cancellationToken);

    [CreateDirectory]
    internal async Task CreateDirectoryAsync(LocalHandle sandbox, string path, CancellationToken cancellationToken) =>
        await _backend.WithFilesAsync(sandbox.Id, files =>
        {
            files.CreateDirectory(path);
            return true;
        }, cancellationToken).ConfigureAwait(false);

    [DeletePath]
    internal async Task DeletePathAsync(LocalHandle sandbox, string path, bool recursive, CancellationToken cancellationToken) =>
        await _backend.WithFilesAsync(sandbox.Id, files => files.DeleteAsync(path, recursive), cancellationToken).ConfigureAwait(false);

    [MovePath]
    internal async Task MovePathAsync(LocalHandle sandbox, string source, string destination, CancellationToken cancellationToken) =>
        await _backend.WithFilesAsync(sandbox.Id, files => files.MoveAsync(source, destination), cancellationToken).ConfigureAwait(false);

    [CopyPath]
    internal async Task CopyPathAsync(
        LocalHandle sandbox, string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        await _backend.WithFilesAsync(
            sandbox.Id, files => files.CopyAsync(source, destination, recursive, cancellationToken), cancellationToken).ConfigureAwait(false);

    [SetFileMode]
    internal async Task SetFileModeAsync(LocalHandle sandbox, string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        await _backend.WithFilesAsync(sandbox.Id, files =>
        {
            files.SetMode(path, mode);
            return true;
        }, cancellationToken).ConfigureAwait(false);

    [WatchFiles]
    internal async IAsyncEnumerable<FileChange> WatchFilesAsync(
        LocalHandle sandbox, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = await _backend.WithFilesAsync(sandbox.Id, files => new DirectoryWatch(files.OpenWatched(path)), cancellationToken).ConfigureAwait(false);
        await foreach (var change in watch.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }
    }
}
