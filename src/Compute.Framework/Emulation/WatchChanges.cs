using System.Runtime.CompilerServices;

namespace Compute.Framework.Emulation;

/// <summary>Makes changes of what <c>inotifywait</c> reports and of what new directories already hold.</summary>
internal sealed class WatchChanges(WatchLister lister)
{
    /// <summary>What a listing reported; its own event may still come.</summary>
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>New directories that had been moved on before they were listed, and what events reported below them.</summary>
    private readonly List<(string Directory, HashSet<string> Told)> _missed = [];

    private WatchEvent? _leaving;

    /// <summary>Whether the first half of a move waits for the second.</summary>
    public bool IsMoving => _leaving is not null;

    /// <summary>The changes that an event stands for; null says that none came in time.</summary>
    public async IAsyncEnumerable<FileChange> OfAsync(WatchEvent? happened, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var leaving = _leaving;
        _leaving = happened is { Kind: WatchEventKind.MovedFrom } ? happened : null;
        if (leaving is not null)
        {
            _found.RemoveWhere(leaving.HoldsBelow);
            if (happened?.IsArrivalOf(leaving) == true)
            {
                yield return new FileChange(FileChangeKind.Renamed, happened.Path, leaving.Path);
                foreach (var below in await FindMissedAsync(leaving, happened, cancellationToken).ConfigureAwait(false))
                {
                    yield return Created(below);
                }

                yield break;
            }

            yield return Deleted(leaving);
        }

        if (happened is null or { Kind: WatchEventKind.MovedFrom })
        {
            yield break;
        }

        // Every other change is reported; a creation may have been, when its directory was looked into.
        if (happened.Kind == WatchEventKind.Deleted)
        {
            yield return Deleted(happened);
        }
        else if (happened.Kind is not (WatchEventKind.Created or WatchEventKind.MovedTo) || !_found.Remove(happened.Path))
        {
            yield return Told(happened);
        }
        else if (happened.Kind == WatchEventKind.MovedTo)
        {
            // It may have taken the place of what was found.
            yield return new FileChange(FileChangeKind.Changed, happened.Path);
        }

        if (happened is { IsDirectory: true, Kind: WatchEventKind.Created or WatchEventKind.MovedTo })
        {
            foreach (var below in await ListAsync(happened, cancellationToken).ConfigureAwait(false))
            {
                yield return Created(below);
            }
        }
    }

    private static FileChange Created(string path) => new(FileChangeKind.Created, path);

    private FileChange Deleted(WatchEvent gone)
    {
        _found.RemoveWhere(gone.HoldsBelow);
        _missed.RemoveAll(missed => gone.HoldsBelow(missed.Directory));
        return new FileChange(FileChangeKind.Deleted, gone.Path);
    }

    private FileChange Told(WatchEvent happened)
    {
        foreach (var missed in _missed.Where(missed => WatchEvent.IsBelow(happened.Path, missed.Directory)))
        {
            missed.Told.Add(happened.Path);
        }

        return happened.ToChange();
    }

    /// <summary>What a directory that has just come holds: nothing was reported of what was put into it before it was watched.</summary>
    private async Task<IReadOnlyList<string>> ListAsync(WatchEvent come, CancellationToken cancellationToken)
    {
        var content = await ContentAsync(come.Listing ?? Ask(come.Path), cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            _missed.Add((come.Path, new(StringComparer.Ordinal)));
        }

        return [.. (content ?? []).Where(_found.Add)];
    }

    /// <summary>What is below the directories that could not be listed before they were moved.</summary>
    private async Task<IReadOnlyList<string>> FindMissedAsync(WatchEvent leaving, WatchEvent arrival, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach (var missed in _missed.Where(missed => leaving.HoldsBelow(missed.Directory)).ToList())
        {
            _missed.Remove(missed);
            var directory = Moved(missed.Directory);
            var told = missed.Told.Select(Moved).ToHashSet(StringComparer.Ordinal);
            if (await ContentAsync(Ask(directory), cancellationToken).ConfigureAwait(false) is { } content)
            {
                found.AddRange(content.Where(path => !told.Contains(path) && _found.Add(path)));
            }
            else
            {
                _missed.Add((directory, told));
            }
        }

        return found;

        string Moved(string path) => arrival.Path + path[leaving.Path.Length..];
    }

    private WatchListing Ask(string directory)
    {
        var listing = lister.List(directory);
        listing.Settle();
        return listing;
    }

    private static Task<IReadOnlyList<string>?> ContentAsync(WatchListing listing, CancellationToken cancellationToken) =>
        listing.Content.WaitAsync(cancellationToken);
}
