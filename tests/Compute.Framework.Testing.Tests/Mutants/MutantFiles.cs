namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>The files of a <see cref="MutantSandbox"/>.</summary>
public sealed class MutantFiles(ISandboxFileSystem inner, Mutation mutation) : ISandboxFileSystem
{
    private FileMutation Files => mutation.Files;

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        return mutation.GuardAsync(() => Files.Read?.Invoke(Inner, path) ?? Inner(path));
        Task<Stream> Inner(string changed) => inner.OpenReadAsync(changed, cancellationToken);
    }

    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        return GuardAsync(() => Files.Write?.Invoke(Inner, path, content) ?? Inner(path, content));
        Task Inner(string changed, Stream bytes) => inner.WriteAsync(changed, bytes, cancellationToken);
    }

    public Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default)
    {
        return GuardAsync(() => Files.CreateDirectory?.Invoke(Inner, path) ?? Inner(path));
        Task Inner(string changed) => inner.CreateDirectoryAsync(changed, cancellationToken);
    }

    public IAsyncEnumerable<FileEntry> ListAsync(string path, CancellationToken cancellationToken = default)
    {
        return Files.List?.Invoke(Inner, path) ?? Inner(path);
        IAsyncEnumerable<FileEntry> Inner(string changed) => inner.ListAsync(changed, cancellationToken);
    }

    public IAsyncEnumerable<FileEntry> ListAsync(string path, bool recursive, CancellationToken cancellationToken = default)
    {
        return recursive ? Files.ListTree?.Invoke(Inner, path) ?? Inner(path) : ListAsync(path, cancellationToken);
        IAsyncEnumerable<FileEntry> Inner(string changed) => inner.ListAsync(changed, recursive: true, cancellationToken);
    }

    public Task<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken = default)
    {
        return mutation.GuardAsync(() => Files.Entry?.Invoke(Inner, path) ?? Inner(path));
        Task<FileEntry?> Inner(string changed) => inner.GetEntryAsync(changed, cancellationToken);
    }

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default)
    {
        return mutation.GuardAsync(() => Files.Exists?.Invoke(Inner, path) ?? Inner(path));
        Task<bool> Inner(string changed) => inner.ExistsAsync(changed, cancellationToken);
    }

    public Task DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default)
    {
        return GuardAsync(() => Files.Delete?.Invoke(Inner, path, recursive) ?? Inner(path, recursive));
        Task Inner(string changed, bool all) => inner.DeleteAsync(changed, all, cancellationToken);
    }

    public Task MoveAsync(string source, string destination, CancellationToken cancellationToken = default)
    {
        return GuardAsync(() => Files.Move?.Invoke(Inner, inner, source, destination) ?? Inner(source, destination));
        Task Inner(string from, string to) => inner.MoveAsync(from, to, cancellationToken);
    }

    public Task CopyAsync(string source, string destination, bool recursive = false, CancellationToken cancellationToken = default)
    {
        return GuardAsync(() => Files.Copy?.Invoke(Inner, inner, source, destination, recursive) ?? Inner(source, destination, recursive));
        Task Inner(string from, string to, bool all) => inner.CopyAsync(from, to, all, cancellationToken);
    }

    public Task SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken = default)
    {
        return GuardAsync(() => Files.SetMode?.Invoke(Inner, inner, path, mode) ?? Inner(path, mode));
        Task Inner(string changed, UnixFileMode bits) => inner.SetModeAsync(changed, bits, cancellationToken);
    }

    private Task<bool> GuardAsync(Func<Task> call) => mutation.GuardAsync(async () =>
    {
        await call();
        return true;
    });
}
