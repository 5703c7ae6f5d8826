using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

public sealed partial class InMemoryProvider
{
    [ReadFile]
    private Task<Stream> ReadFileAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        FilesOf(sandbox).OpenReadAsync(path, cancellationToken);

    [WriteFile]
    private Task WriteFileAsync(InMemorySandbox sandbox, string path, Stream content, CancellationToken cancellationToken) =>
        FilesOf(sandbox).WriteAsync(path, content, cancellationToken);

    [ListDirectory]
    private IAsyncEnumerable<FileEntry> ListDirectoryAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        FilesOf(sandbox).ListAsync(path, cancellationToken);

    [DescribeFile]
    private Task<FileEntry?> DescribeFileAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        FilesOf(sandbox).GetEntryAsync(path, cancellationToken);

    [FileExists]
    private Task<bool> FileExistsAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        FilesOf(sandbox).ExistsAsync(path, cancellationToken);

    [CreateDirectory]
    private Task CreateDirectoryAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        FilesOf(sandbox).CreateDirectoryAsync(path, cancellationToken);

    [DeletePath]
    private Task DeletePathAsync(InMemorySandbox sandbox, string path, bool recursive, CancellationToken cancellationToken) =>
        FilesOf(sandbox).DeleteAsync(path, recursive, cancellationToken);

    [MovePath]
    private Task MovePathAsync(InMemorySandbox sandbox, string source, string destination, CancellationToken cancellationToken) =>
        FilesOf(sandbox).MoveAsync(source, destination, cancellationToken);

    [CopyPath]
    private Task CopyPathAsync(
        InMemorySandbox sandbox, string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        FilesOf(sandbox).CopyAsync(source, destination, recursive, cancellationToken);

    [SetFileMode]
    private Task SetFileModeAsync(InMemorySandbox sandbox, string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        FilesOf(sandbox).SetModeAsync(path, mode, cancellationToken);

    private InMemoryFileSystem FilesOf(InMemorySandbox sandbox) => _backend.Get(sandbox.Id).FileSystem;
}
