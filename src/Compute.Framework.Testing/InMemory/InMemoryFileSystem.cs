namespace Compute.Framework.Testing;

/// <summary>The files of a sandbox, with relative paths from a directory. Throws when the sandbox is gone.</summary>
internal sealed class InMemoryFileSystem(SandboxState sandbox, string directory) : ISandboxFileSystem
{
    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => Run(() => Get(path) switch
    {
        ContentNode file => (Stream)new MemoryStream(file.Content, writable: false),
        _ => throw new SandboxPathIsDirectoryException(path),
    }, cancellationToken);

    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        sandbox.ThrowIfGone();
        var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        sandbox.ThrowIfGone();
        sandbox.Files.Write(Resolve(path), buffer.ToArray());
    }

    public Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default) =>
        Run(() => sandbox.Files.CreateDirectory(Resolve(path)), cancellationToken);

    public IAsyncEnumerable<FileEntry> ListAsync(string path, CancellationToken cancellationToken = default) =>
        Entries(path, cancellationToken).ToAsyncEnumerable();

    public Task<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken = default) => Run(() =>
    {
        var resolved = Resolve(path);
        return sandbox.Files.Find(resolved)?.ToEntry(resolved.Name, path);
    }, cancellationToken);

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default) =>
        Run(() => sandbox.Files.Find(Resolve(path)) is not null, cancellationToken);

    public Task DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default) =>
        Run(() => sandbox.Files.Delete(Resolve(path), recursive), cancellationToken);

    public Task MoveAsync(string source, string destination, CancellationToken cancellationToken = default) =>
        Run(() => sandbox.Files.Move(Resolve(source), Resolve(destination)), cancellationToken);

    public Task CopyAsync(string source, string destination, bool recursive = false, CancellationToken cancellationToken = default) =>
        Run(() => sandbox.Files.Copy(Resolve(source), Resolve(destination), recursive), cancellationToken);

    public Task SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken = default) =>
        Run(() => sandbox.Files.SetMode(Resolve(path), mode), cancellationToken);

    private TreePath Resolve(string path) => TreePath.Resolve(directory, path);

    private FileNode Get(string path) => sandbox.Files.Get(Resolve(path));

    private IEnumerable<FileEntry> Entries(string path, CancellationToken cancellationToken)
    {
        sandbox.ThrowIfGone();
        var listed = Get(path) as DirectoryNode ?? throw new SandboxNotADirectoryException(path);
        foreach (var (name, child) in listed.Children)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return child.ToEntry(name, path.EndsWith('/') ? path + name : $"{path}/{name}");
        }
    }

    private Task<bool> Run(Action action, CancellationToken cancellationToken) => Run(() =>
    {
        action();
        return true;
    }, cancellationToken);

    /// <summary>Gives errors through the task, as callers of asynchronous methods expect.</summary>
    private Task<T> Run<T>(Func<T> action, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            sandbox.ThrowIfGone();
            return Task.FromResult(action());
        }
        catch (OperationCanceledException)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
