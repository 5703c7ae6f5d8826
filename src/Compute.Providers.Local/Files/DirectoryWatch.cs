using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>Reports the changes below a directory by the means of .NET. What a new directory already holds when it is seen is reported
/// too.</summary>
internal sealed class DirectoryWatch : IDirectoryWatch
{
    private readonly WatchedDirectory _directory;
    private readonly FileSystemWatcher _watcher;
    private readonly Channel<FileSystemEventArgs> _events = Channel.CreateUnbounded<FileSystemEventArgs>(new() { SingleReader = true });
    private readonly CreatedNames _created = new();

    /// <summary>Begins to watch.</summary>
    /// <param name="directory">What to watch; disposed with this.</param>
    public DirectoryWatch(WatchedDirectory directory)
    {
        _directory = directory;
        _watcher = new FileSystemWatcher(directory.HostPath)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite
                | NotifyFilters.Attributes | NotifyFilters.Size,
        };
        _watcher.Created += Add;
        _watcher.Changed += Add;
        _watcher.Deleted += Add;
        _watcher.Renamed += Add;
        _watcher.Error += (_, error) => _events.Writer.TryComplete(error.GetException());
        try
        {
            _watcher.EnableRaisingEvents = true;
        }
        catch
        {
            _watcher.Dispose();
            throw;
        }
    }

    public async IAsyncEnumerable<FileChange> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new FileChange(FileChangeKind.Ready, _directory.SandboxPath);
        while (true)
        {
            var change = await NextAsync(cancellationToken).ConfigureAwait(false);
            foreach (var told in Tell(change))
            {
                yield return told;
            }
        }
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _directory.Dispose();
    }

    private void Add(object sender, FileSystemEventArgs change) => _events.Writer.TryWrite(change);

    private async ValueTask<FileSystemEventArgs> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _events.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException exception)
        {
            throw new SandboxUnavailableException(
                IDirectoryWatch.Lost, exception.InnerException ?? exception);
        }
    }

    private IEnumerable<FileChange> Tell(FileSystemEventArgs change)
    {
        var name = change.Name ?? string.Empty;
        switch (change.ChangeType)
        {
            case WatcherChangeTypes.Created:
                return TellCreated(name);
            case WatcherChangeTypes.Deleted:
                _created.Remove(name);
                return [new(FileChangeKind.Deleted, Inside(name))];
            case WatcherChangeTypes.Renamed when change is RenamedEventArgs { OldName: { } oldName }:
                _created.Move(oldName, name);
                return [new(FileChangeKind.Renamed, Inside(name), Inside(oldName))];
            default:
                return [new(FileChangeKind.Changed, Inside(name))];
        }
    }

    /// <summary>A directory is watched only once its creation was seen; what was put into it before that raises no event.</summary>
    private IEnumerable<FileChange> TellCreated(string name)
    {
        if (!_created.Add(name))
        {
            yield break;
        }

        yield return new FileChange(FileChangeKind.Created, Inside(name));
        foreach (var below in Below(Path.Combine(_directory.HostPath, name)).Where(_created.Add))
        {
            yield return new FileChange(FileChangeKind.Created, Inside(below));
        }
    }

    private List<string> Below(string directory)
    {
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
            return new DirectoryInfo(directory) is { Exists: true, LinkTarget: null }
                ? [
                    .. Directory.EnumerateFileSystemEntries(directory, "*", options).Select(
                        path => Path.GetRelativePath(_directory.HostPath, path))
                ]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone already; its deletion is reported.
            return [];
        }
    }

    private string Inside(string name) => Path.Combine(_directory.SandboxPath, name);
}
