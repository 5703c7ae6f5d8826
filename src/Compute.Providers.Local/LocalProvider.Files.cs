using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Files;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider
{
    [ReadFile]
    internal ValueTask<Stream> ReadFileAsync(LocalSandbox sandbox, string path, CancellationToken cancellationToken) =>
        WithFilesAsync(sandbox.Id, files => files.OpenRead(path), cancellationToken);

    /// <summary>Writes a file; a branch that is made meanwhile knows that it is being written.</summary>
    [WriteFile]
    internal async Task WriteFileAsync(LocalSandbox sandbox, string path, Stream content, CancellationToken cancellationToken)
    {
        var whole = await ReadAhead.OpenAsync(content, cancellationToken).ConfigureAwait(false);
        await using var closing = whole.ConfigureAwait(false);
        var file = await WithFilesAsync(
            sandbox.Id,
            files =>
            {
                var opened = files.OpenWrite(path);
                _writing.AddOrUpdate(sandbox.Id, 1, static (_, count) => count + 1);
                return opened;
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            await LocalFiles.FillAsync(path, file, whole, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.AddOrUpdate(sandbox.Id, 0, static (_, count) => count - 1);
        }
    }

    [ListDirectory]
    internal async IAsyncEnumerable<FileEntry> ListDirectoryAsync(
        LocalSandbox sandbox, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in await WithFilesAsync(sandbox.Id, files => files.List(path), cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    [DescribeFile]
    internal ValueTask<FileEntry?> DescribeFileAsync(LocalSandbox sandbox, string path, CancellationToken cancellationToken) =>
        WithFilesAsync(sandbox.Id, files => files.Describe(path), cancellationToken);

    [FileExists]
    internal ValueTask<bool> FileExistsAsync(LocalSandbox sandbox, string path, CancellationToken cancellationToken) =>
        WithFilesAsync(sandbox.Id, files => files.Exists(path), cancellationToken);

    [CreateDirectory]
    internal async Task CreateDirectoryAsync(LocalSandbox sandbox, string path, CancellationToken cancellationToken) =>
        await WithFilesAsync(sandbox.Id, files =>
        {
            files.CreateDirectory(path);
            return true;
        }, cancellationToken).ConfigureAwait(false);

    [DeletePath]
    internal async Task DeletePathAsync(LocalSandbox sandbox, string path, bool recursive, CancellationToken cancellationToken) =>
        await WithFilesAsync(sandbox.Id, files => files.DeleteAsync(path, recursive), cancellationToken).ConfigureAwait(false);

    [MovePath]
    internal async Task MovePathAsync(LocalSandbox sandbox, string source, string destination, CancellationToken cancellationToken) =>
        await WithFilesAsync(sandbox.Id, files => files.MoveAsync(source, destination), cancellationToken).ConfigureAwait(false);

    [CopyPath]
    internal async Task CopyPathAsync(
        LocalSandbox sandbox, string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        await WithFilesAsync(
            sandbox.Id,
            files => files.CopyAsync(source, destination, recursive, cancellationToken),
            cancellationToken).ConfigureAwait(false);

    [SetFileMode]
    internal async Task SetFileModeAsync(LocalSandbox sandbox, string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        await WithFilesAsync(sandbox.Id, files =>
        {
            files.SetMode(path, mode);
            return true;
        }, cancellationToken).ConfigureAwait(false);

    [WatchFiles]
    internal async IAsyncEnumerable<FileChange> WatchFilesAsync(
        LocalSandbox sandbox, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = await WithFilesAsync(
            sandbox.Id, files => IDirectoryWatch.Begin(files.OpenWatched(path)), cancellationToken).ConfigureAwait(false);
        await foreach (var change in watch.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    /// <summary>Does something with the sandbox's files while nobody changes its layers.</summary>
    private async ValueTask<T> WithFilesAsync<T>(string id, Func<LocalFiles, T> action, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = _workspaces.EnsureReady(Require(id));
        var isolation = await _isolation.OfAsync(record).ConfigureAwait(false);
        var files = await isolation.OpenFilesAsync(record, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => action(files), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does something with the sandbox's files that takes longer.</summary>
    private async Task WithFilesAsync(string id, Func<LocalFiles, Task> action, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = _workspaces.EnsureReady(Require(id));
        var isolation = await _isolation.OfAsync(record).ConfigureAwait(false);
        var files = await isolation.OpenFilesAsync(record, cancellationToken).ConfigureAwait(false);
        await Task.Run(() => action(files), cancellationToken).ConfigureAwait(false);
    }
}
