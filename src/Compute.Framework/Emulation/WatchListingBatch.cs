using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

/// <summary>Directories that are listed together. One that is below another is listed with it.</summary>
internal sealed class WatchListingBatch
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyList<WatchListing> _listings;
    private readonly HashSet<string> _directories;
    private readonly Dictionary<string, List<string>> _paths;
    private List<string> _current = [];

    public WatchListingBatch(IReadOnlyList<WatchListing> listings)
    {
        _listings = listings;
        _directories = listings.Select(listing => listing.Directory).ToHashSet(StringComparer.Ordinal);
        _paths = _directories.Where(directory => TopmostOf(directory) == directory).ToDictionary(
            top => top, _ => new List<string>(), StringComparer.Ordinal);
    }

    /// <summary>The directories that contain the others.</summary>
    public IReadOnlyCollection<string> Topmost => _paths.Keys;

    public Task Done => _done.Task;

    /// <summary>Takes a path that was listed: one of <see cref="Topmost"/> comes before all that is below it.</summary>
    public void Add(string path)
    {
        _current = _paths.GetValueOrDefault(path, _current);
        _current.Add(path);
    }

    /// <summary>Hands out what was listed.</summary>
    public void Complete()
    {
        foreach (var listing in _listings)
        {
            var paths = _paths[TopmostOf(listing.Directory)];
            listing.Complete(
                paths.Contains(listing.Directory) ? [.. paths.Where(path => WatchEvent.IsBelow(path, listing.Directory))] : null);
        }

        _done.TrySetResult();
    }

    public void Fail(Exception exception)
    {
        foreach (var listing in _listings)
        {
            listing.Fail(exception);
        }

        _done.TrySetException(exception);
        _done.Task.Abandon();
    }

    private string TopmostOf(string directory)
    {
        var topmost = directory;
        for (var end = directory.LastIndexOf('/'); end > 0; end = directory.LastIndexOf('/', end - 1))
        {
            topmost = _directories.Contains(directory[..end]) ? directory[..end] : topmost;
        }

        return topmost;
    }
}
