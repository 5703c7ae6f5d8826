using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Compute.Framework.Testing;

/// <summary>Watches of one sandbox's tree.</summary>
internal sealed class TreeWatch
{
    private readonly Lock _gate = new();
    private readonly List<(TreePath Path, ChannelWriter<FileChange> Changes)> _watchers = [];

    /// <summary>Notifies the watchers; called in the order of the changes.</summary>
    public void Tell(DirectoryNode before, DirectoryNode after)
    {
        lock (_gate)
        {
            foreach (var (path, changes) in _watchers)
            {
                foreach (var change in TreeChanges.Between(FileTree.Find(before, path), FileTree.Find(after, path), path.Absolute))
                {
                    changes.TryWrite(change);
                }
            }
        }
    }

    /// <param name="path">A directory that is there.</param>
    /// <param name="gone">Fires when the sandbox is gone.</param>
    /// <param name="cancellationToken">Stops the watch.</param>
    public async IAsyncEnumerable<FileChange> WatchAsync(
        TreePath path, CancellationToken gone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<FileChange>();
        var watcher = (path, changes.Writer);
        using var ended = gone.UnsafeRegister(
            static writer =>
                ((ChannelWriter<FileChange>)writer!).TryComplete(new SandboxUnavailableException(
                    "The sandbox was destroyed while its files were watched.")),
            changes.Writer);
        lock (_gate)
        {
            _watchers.Add(watcher);
        }

        try
        {
            yield return new FileChange(FileChangeKind.Ready, path.Absolute);
            await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(watcher);
            }
        }
    }
}
