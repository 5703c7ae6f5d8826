namespace Compute.Framework.Testing.InMemory;

public sealed partial class InMemoryProvider
{
    [ReadFile]
    internal Task<Stream> ReadFileAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream(WithTree(sandbox, tree => tree.Read(path), cancellationToken), writable: false));

    [WriteFile]
    internal async Task WriteFileAsync(InMemorySandbox sandbox, string path, Stream content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        await Change(sandbox, tree => tree.Write(path, bytes.ToArray()), cancellationToken).ConfigureAwait(false);
    }

    [ListDirectory]
    internal Task<IReadOnlyList<FileEntry>> ListDirectoryAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        Task.FromResult(WithTree(sandbox, tree => tree.List(path), cancellationToken));

    [DescribeFile]
    internal Task<FileEntry?> DescribeFileAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        Task.FromResult(WithTree(sandbox, tree => tree.Describe(path), cancellationToken));

    [CreateDirectory]
    internal Task CreateDirectoryAsync(InMemorySandbox sandbox, string path, CancellationToken cancellationToken) =>
        Change(sandbox, tree => tree.CreateDirectory(path), cancellationToken);

    [DeletePath]
    internal Task DeletePathAsync(InMemorySandbox sandbox, string path, bool recursive, CancellationToken cancellationToken) =>
        Change(sandbox, tree => tree.Delete(path, recursive), cancellationToken);

    [MovePath]
    internal Task MovePathAsync(InMemorySandbox sandbox, string source, string destination, CancellationToken cancellationToken) =>
        Change(sandbox, tree => tree.Move(source, destination), cancellationToken);

    [CopyPath]
    internal Task CopyPathAsync(InMemorySandbox sandbox, string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        Change(sandbox, tree => tree.Copy(source, destination, recursive), cancellationToken);

    private T WithTree<T>(InMemorySandbox sandbox, Func<InMemoryTree, T> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _backend.WithTree(sandbox.Id, Now, action);
    }

    private Task Change(InMemorySandbox sandbox, Action<InMemoryTree> action, CancellationToken cancellationToken)
    {
        WithTree(
            sandbox,
            tree =>
            {
                action(tree);
                return true;
            },
            cancellationToken);
        return Task.CompletedTask;
    }
}
