namespace Compute.Framework;

/// <summary>Base class of file systems that wrap another one: all calls are passed on.</summary>
/// <remarks>A <see cref="DelegatingSandbox"/> returns it from <see cref="ISandbox.Files"/>.</remarks>
public class DelegatingSandboxFileSystem : ISandboxFileSystem
{
    /// <summary>Creates a wrapper.</summary>
    /// <param name="innerFiles">The file system to wrap.</param>
    protected DelegatingSandboxFileSystem(ISandboxFileSystem innerFiles)
    {
        ArgumentNullException.ThrowIfNull(innerFiles);
        InnerFiles = innerFiles;
    }

    /// <summary>The wrapped file system.</summary>
    protected ISandboxFileSystem InnerFiles { get; }

    /// <inheritdoc/>
    public virtual Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
        InnerFiles.OpenReadAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default) =>
        InnerFiles.WriteAsync(path, content, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SandboxWriteStream> OpenWriteAsync(string path, CancellationToken cancellationToken = default) =>
        InnerFiles.OpenWriteAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default) =>
        InnerFiles.CreateDirectoryAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<FileEntry> ListAsync(string path, CancellationToken cancellationToken = default) =>
        InnerFiles.ListAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<FileEntry> ListAsync(string path, bool recursive, CancellationToken cancellationToken = default) =>
        InnerFiles.ListAsync(path, recursive, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken = default) =>
        InnerFiles.GetEntryAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default) =>
        InnerFiles.ExistsAsync(path, cancellationToken);

    /// <inheritdoc/>
    public virtual Task DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default) =>
        InnerFiles.DeleteAsync(path, recursive, cancellationToken);

    /// <inheritdoc/>
    public virtual Task MoveAsync(string source, string destination, CancellationToken cancellationToken = default) =>
        InnerFiles.MoveAsync(source, destination, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CopyAsync(
        string source, string destination, bool recursive = false, CancellationToken cancellationToken = default) =>
        InnerFiles.CopyAsync(source, destination, recursive, cancellationToken);

    /// <inheritdoc/>
    public virtual Task SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken = default) =>
        InnerFiles.SetModeAsync(path, mode, cancellationToken);
}
