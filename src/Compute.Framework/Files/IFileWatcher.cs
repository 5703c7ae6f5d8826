namespace Compute.Framework;

/// <summary>A sandbox whose files can be watched.</summary>
public interface IFileWatcher
{
    /// <summary>Watches a directory and everything below it, until the caller stops.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Stops the watch.</param>
    /// <returns>The changes. The first element is always <see cref="FileChangeKind.Ready"/>: from then on no change is missed.</returns>
    /// <exception cref="SandboxFileNotFoundException">There is no such directory.</exception>
    /// <exception cref="SandboxNotADirectoryException">The path is not a directory.</exception>
    IAsyncEnumerable<FileChange> WatchAsync(string path, CancellationToken cancellationToken = default);
}
