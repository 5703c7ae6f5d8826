namespace Compute.Framework;

/// <summary>Upload and download of directories.</summary>
/// <remarks>Neither direction leaves its target: names that are no plain names and links that lead elsewhere are refused
/// with a <see cref="SandboxFileException"/>, and nothing is written through a link.</remarks>
public static class SandboxDirectoryExtensions
{
    /// <inheritdoc cref="UploadDirectoryAsync(ISandboxFileSystem, string, string, CancellationToken)"/>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="localDirectory">A directory on this machine.</param>
    /// <param name="sandboxPath">The directory in the sandbox; created when it is not there.</param>
    /// <param name="cancellationToken">Cancels the upload; part of it may be done.</param>
    public static Task UploadDirectoryAsync(
        this ISandbox sandbox, string localDirectory, string sandboxPath, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return sandbox.Files.UploadDirectoryAsync(localDirectory, sandboxPath, cancellationToken);
    }

    /// <summary>Uploads what a local directory holds, with its subdirectories. Existing files are replaced, others stay.</summary>
    /// <remarks>Files that their owner may execute here can be executed by everybody there, once all files are uploaded
    /// (<see cref="ISandboxFileSystem.SetModeAsync"/>); the other bits of the mode are not kept, and Windows has none. A link to a file
    /// inside the directory is uploaded as that file; every other link is refused.</remarks>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="localDirectory">A directory on this machine.</param>
    /// <param name="sandboxPath">The directory in the sandbox; created when it is not there.</param>
    /// <param name="cancellationToken">Cancels the upload; part of it may be done.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such local directory.</exception>
    /// <exception cref="SandboxFileException">A link leads out of the directory or to a directory, an entry is a named pipe, a socket or a
    /// device, or a write failed; or the files were uploaded, but one could not be made executable: with an inner
    /// <see cref="UnsupportedCapabilityException"/> where the provider cannot set modes.</exception>
    public static Task UploadDirectoryAsync(
        this ISandboxFileSystem files, string localDirectory, string sandboxPath, CancellationToken cancellationToken = default) =>
        DirectoryUpload.RunAsync(files, localDirectory, sandboxPath, cancellationToken);

    /// <summary>Downloads what a directory of the sandbox holds, with its subdirectories. Existing files are replaced, others
    /// stay.</summary>
    /// <inheritdoc cref="DownloadDirectoryAsync(ISandboxFileSystem, string, string, CancellationToken)"/>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="sandboxPath">The directory in the sandbox.</param>
    /// <param name="localDirectory">The directory on this machine; created when it is not there.</param>
    /// <param name="cancellationToken">Cancels the download; part of it may be done.</param>
    public static Task DownloadDirectoryAsync(
        this ISandbox sandbox, string sandboxPath, string localDirectory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return sandbox.Files.DownloadDirectoryAsync(sandboxPath, localDirectory, cancellationToken);
    }

    /// <summary>Downloads what a directory of the sandbox holds, with its subdirectories. Existing files are replaced, others
    /// stay.</summary>
    /// <remarks>The executable bit is kept where the back end reports it. Links, devices and pipes in the sandbox's directory
    /// are refused, and so is a local link in the way: pack a tree that has links into an archive instead.</remarks>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="sandboxPath">The directory in the sandbox.</param>
    /// <param name="localDirectory">The directory on this machine; created when it is not there.</param>
    /// <param name="cancellationToken">Cancels the download; part of it may be done.</param>
    /// <exception cref="SandboxFileNotFoundException">There is no such directory.</exception>
    /// <exception cref="SandboxFileException">An entry would leave the local directory, or is no file or directory.</exception>
    public static Task DownloadDirectoryAsync(
        this ISandboxFileSystem files, string sandboxPath, string localDirectory, CancellationToken cancellationToken = default) =>
        DirectoryDownload.RunAsync(files, sandboxPath, localDirectory, cancellationToken);
}
