using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>Tells the changes below a directory.</summary>
internal interface IDirectoryWatch : IDisposable
{
    /// <summary>The changes, until the caller stops; read once.</summary>
    IAsyncEnumerable<FileChange> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Begins to watch.</summary>
    /// <param name="directory">What to watch; disposed with the watch.</param>
    static IDirectoryWatch Begin(WatchedDirectory directory) =>
        OperatingSystem.IsLinux() ? new LinuxDirectoryWatch(directory) : new DirectoryWatch(directory);
}
