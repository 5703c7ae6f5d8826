using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>Reports the changes below a directory.</summary>
internal interface IDirectoryWatch : IDisposable
{
    /// <summary>What is wrong when a watch ends before its reader stops.</summary>
    const string Lost = "The watch was lost; changes may have been missed.";

    /// <summary>The changes, until the caller stops; read once.</summary>
    IAsyncEnumerable<FileChange> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Begins to watch.</summary>
    /// <param name="directory">What to watch; disposed with the watch.</param>
    static IDirectoryWatch Begin(WatchedDirectory directory) =>
        OperatingSystem.IsLinux() ? new LinuxDirectoryWatch(directory) : new DirectoryWatch(directory);
}
