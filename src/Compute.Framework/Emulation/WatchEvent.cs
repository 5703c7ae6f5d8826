using System.Globalization;

namespace Compute.Framework.Emulation;

/// <summary>What <c>inotifywait</c> reports; the halves of a move have the same cookie.</summary>
internal sealed record WatchEvent(WatchEventKind Kind, string Path, bool IsDirectory = false, uint Cookie = 0)
{
    /// <summary>What a directory that has just come holds, if it was asked for.</summary>
    public WatchListing? Listing { get; init; }

    /// <summary>Reads <c>cookie NAMES path</c>.</summary>
    /// <exception cref="ProviderFaultException">It is something else.</exception>
    public static WatchEvent Parse(string record)
    {
        if (record.Split(' ', 3) is not [var cookie, var names, var path]
            || !uint.TryParse(cookie, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            throw new ProviderFaultException("inotifywait reported something that is no change.");
        }

        var kinds = names.Split(',');
        var kind = kinds[0] switch
        {
            "CREATE" => WatchEventKind.Created,
            "DELETE" => WatchEventKind.Deleted,
            "MOVED_FROM" => WatchEventKind.MovedFrom,
            "MOVED_TO" => WatchEventKind.MovedTo,
            _ => WatchEventKind.Changed,
        };
        return new WatchEvent(kind, path, kinds.Contains("ISDIR"), number);
    }

    /// <summary>Whether this is the second half of a move.</summary>
    public bool IsArrivalOf(WatchEvent leaving) => Kind == WatchEventKind.MovedTo && Cookie == leaving.Cookie;

    /// <summary>Whether a path is this one or below it.</summary>
    public bool HoldsBelow(string path) => path == Path || IsBelow(path, Path);

    /// <summary>Whether a path is below a directory.</summary>
    public static bool IsBelow(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal)
        && (directory.EndsWith('/') || (path.Length > directory.Length && path[directory.Length] == '/'));

    public FileChange ToChange() => new(
        Kind switch
        {
            WatchEventKind.Ready => FileChangeKind.Ready,
            WatchEventKind.Created or WatchEventKind.MovedTo => FileChangeKind.Created,
            WatchEventKind.Deleted or WatchEventKind.MovedFrom => FileChangeKind.Deleted,
            _ => FileChangeKind.Changed,
        },
        Path);
}

internal enum WatchEventKind
{
    Ready,
    Created,
    Changed,
    Deleted,
    MovedFrom,
    MovedTo,
}
