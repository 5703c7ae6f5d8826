using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The files of a sandbox.</summary>
/// <remarks>Paths use <c>/</c>. Relative paths start at the sandbox's working directory. A path with a NUL is an
/// <see cref="ArgumentException"/>. Names that are not UTF-8 are reported, and understood, in the form of <see cref="SandboxFileNames"/>.
/// Links and <c>..</c> are resolved as the sandbox's commands resolve them, never as text. Errors are <see cref="SandboxFileException"/>s
/// with the path in them.</remarks>
public interface ISandboxFileSystem
{
    /// <summary>Opens a file for reading; streamed, never buffered whole where the back end can stream.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The content, which the caller disposes. It can be read asynchronously and synchronously; whether it can seek depends on the
    /// provider.</returns>
    /// <exception cref="SandboxFileNotFoundException">There is no such file.</exception>
    /// <exception cref="SandboxPathIsDirectoryException">The path is a directory.</exception>
    Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Writes a file, replacing one that is there. Parents are created.</summary>
    /// <param name="path">The file.</param>
    /// <remarks>What <paramref name="content"/> throws reaches the caller as it is, an old file stays and no part of a new one is
    /// left.</remarks>
    /// <param name="content">What to write, read to its end. The caller disposes it.</param>
    /// <param name="cancellationToken">Cancels the write; the file's content is undefined then. A read that ignores it is left
    /// behind.</param>
    Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for writing piece by piece. What is written becomes the file, replacing one that is there, when the stream is
    /// completed or disposed; parents are created.</summary>
    /// <remarks>Where the stream is abandoned, or a write fails, the old file stays and no part of a new one is left. The stream can be
    /// written asynchronously and synchronously, and cannot seek; there is no way to append to a file.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the opening, not what is written later.</param>
    /// <returns>The stream, which the caller disposes: see <see cref="SandboxWriteStream"/> for when it is to be abandoned.</returns>
    Task<SandboxWriteStream> OpenWriteAsync(string path, CancellationToken cancellationToken = default)
    {
        CommandGuard.CheckPath(path, nameof(path));
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<SandboxWriteStream>(cancellationToken)
            : Task.FromResult(new SandboxWriteStream(path, (content, token) => WriteAsync(path, content, token)));
    }

    /// <summary>Creates a directory and its parents. Succeeds when it is there.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Lists what a directory holds, not what its subdirectories hold, in no particular order.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<FileEntry> ListAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Lists what a directory holds and, where asked for, everything below it.</summary>
    /// <remarks>
    /// <para>A directory comes before what it holds; otherwise there is no particular order. Links are listed and not followed, so that
    /// nothing outside of the directory is listed and nothing twice.</para>
    /// <para>A tree is no snapshot: a subdirectory that is deleted meanwhile is left out. One that may not be read ends the listing with a
    /// <see cref="SandboxFileAccessDeniedException"/> that names it. Memory is needed for one directory's listing and the paths of the
    /// directories that are still to be listed. Each directory takes as long as a listing of its own.</para>
    /// </remarks>
    /// <param name="path">The directory.</param>
    /// <param name="recursive">Whether what subdirectories hold is listed too.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<FileEntry> ListAsync(string path, bool recursive, CancellationToken cancellationToken = default) =>
        recursive ? TreeListing.WalkAsync(ListAsync, path, cancellationToken) : ListAsync(path, cancellationToken);

    /// <summary>Describes a file, directory or link (the link itself, not what it points to).</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry, or null when there is none.</returns>
    Task<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Whether there is a file, directory or link.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Deletes a file, a link, or a directory. Deleting what is not there is a
    /// <see cref="SandboxFileNotFoundException"/>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="recursive">Whether a directory is deleted with what it holds; otherwise it must be empty.</param>
    /// <param name="cancellationToken">Cancels the call; part of a tree may be gone.</param>
    Task DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default);

    /// <summary>Moves a file or directory; an existing file at the destination is replaced. Parents are created.</summary>
    /// <param name="source">What to move.</param>
    /// <param name="destination">Its new path (not the directory to put it in).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task MoveAsync(string source, string destination, CancellationToken cancellationToken = default);

    /// <summary>Copies a file or a directory with what it holds. Parents are created.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="destination">The path of the copy (not the directory to put it in).</param>
    /// <param name="recursive">Whether directories are copied; otherwise copying one is a
    /// <see cref="SandboxPathIsDirectoryException"/>.</param>
    /// <param name="cancellationToken">Cancels the call; part of a tree may have been copied.</param>
    Task CopyAsync(string source, string destination, bool recursive = false, CancellationToken cancellationToken = default);

    /// <summary>Sets the permission bits of a file or directory, as <c>chmod</c> does. A link is followed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mode">All bits that it is to have, such as <c>UnixFileMode.UserRead | UnixFileMode.UserWrite</c> for 0600; what is
    /// left out is taken away.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mode has bits that are no permission bits.</exception>
    /// <exception cref="SandboxFileNotFoundException">There is no such file or directory, or a link leads nowhere.</exception>
    /// <exception cref="SandboxFileAccessDeniedException">The sandbox's user does not own it.</exception>
    /// <exception cref="UnsupportedCapabilityException">The provider cannot set modes, as on Windows.</exception>
    Task SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken = default) =>
        throw new UnsupportedCapabilityException(
            nameof(SandboxOperation.SetFileMode), "this file system was written before modes could be set");
}
