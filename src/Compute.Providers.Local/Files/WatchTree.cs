using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Files;

/// <summary>The directories that are watched, and what the kernel's events say of them.</summary>
/// <remarks>A directory is opened name by name and no link is followed, so that a sandbox cannot have another directory watched.</remarks>
/// <param name="kernel">Where the watches are.</param>
/// <param name="directory">The directory at the root; not disposed.</param>
/// <param name="path">Its path as it is reported.</param>
/// <param name="tell">Takes the changes.</param>
[SupportedOSPlatform("linux")]
internal sealed class WatchTree(Inotify kernel, SafeFileHandle directory, string path, Action<FileChange> tell)
{
    private const int ENOSPC = 28;
    private const int MaxPathBytes = 4096;

    private static readonly byte[] Itself = ".\0"u8.ToArray();

    private readonly WatchNode _root = new(parent: null, string.Empty);
    private readonly Dictionary<int, WatchNode> _nodes = [];

    /// <summary>Watches everything that is there.</summary>
    /// <exception cref="ResourceLimitException">The machine permits no more watches.</exception>
    public void Begin() => Add(_root, isNew: false);

    /// <summary>Looks whether the directory is still there: while it is open, the kernel does not say that it was deleted.</summary>
    /// <exception cref="SandboxUnavailableException">It was deleted.</exception>
    public void Check()
    {
        if (At.Status(directory).Links == 0)
        {
            throw Deleted();
        }
    }

    /// <summary>Takes an event that is no half of a move.</summary>
    /// <exception cref="SandboxUnavailableException">Changes may have been missed.</exception>
    public void Take(InotifyEvent happened)
    {
        if (happened.Is(Inotify.Overflow))
        {
            throw new SandboxUnavailableException(IDirectoryWatch.Lost);
        }

        if (!_nodes.TryGetValue(happened.Watch, out var node))
        {
            return;
        }

        if (happened.Is(Inotify.Ignored))
        {
            _nodes.Remove(happened.Watch);
            node.Watch = WatchNode.NotWatched;
            if (node == _root)
            {
                throw Deleted();
            }
        }
        else if (happened.Name.Length > 0)
        {
            Take(node, happened);
        }
    }

    /// <summary>Takes both halves of a move.</summary>
    public void Move(InotifyEvent leaving, InotifyEvent arrival)
    {
        if (!_nodes.TryGetValue(leaving.Watch, out var from) || !_nodes.TryGetValue(arrival.Watch, out var to))
        {
            Take(leaving);
            Take(arrival);
            return;
        }

        Forget(to, arrival.Name, isElsewhere: false);
        from.Move(leaving.Name, to, arrival.Name);
        tell(new FileChange(FileChangeKind.Renamed, PathOf(to, arrival.Name), PathOf(from, leaving.Name)));
        if (arrival.Is(Inotify.IsDirectory) && !to.Child(arrival.Name).IsWatched)
        {
            // It was moved on before it could be opened.
            Add(to.Child(arrival.Name), isNew: true);
        }
    }

    private static SandboxUnavailableException Deleted() => new($"{IDirectoryWatch.Lost} The directory was deleted.");

    private void Take(WatchNode node, InotifyEvent happened)
    {
        var place = PathOf(node, happened.Name);
        if (happened.Is(Inotify.Create | Inotify.MovedTo))
        {
            // What was found in a new directory is reported already.
            if (node.Tell(happened.Name))
            {
                tell(new FileChange(FileChangeKind.Created, place));
            }
            else if (happened.Is(Inotify.MovedTo))
            {
                tell(new FileChange(FileChangeKind.Changed, place));
            }

            if (happened.Is(Inotify.IsDirectory))
            {
                Add(node.Child(happened.Name), isNew: true);
            }
        }
        else if (happened.Is(Inotify.Delete | Inotify.MovedFrom))
        {
            Forget(node, happened.Name, isElsewhere: happened.Is(Inotify.MovedFrom));
            tell(new FileChange(FileChangeKind.Deleted, place));
        }
        else if (happened.Is(Inotify.Modify | Inotify.Attributes))
        {
            tell(new FileChange(FileChangeKind.Changed, place));
        }
    }

    private void Forget(WatchNode node, string name, bool isElsewhere)
    {
        foreach (var gone in node.Forget(name).Where(gone => gone.IsWatched && _nodes.GetValueOrDefault(gone.Watch) == gone))
        {
            _nodes.Remove(gone.Watch);
            if (isElsewhere)
            {
                kernel.Remove(gone.Watch);
            }
        }
    }

    /// <summary>Watches a directory and all below it.</summary>
    /// <param name="start">The directory.</param>
    /// <param name="isNew">Whether what it holds is reported: nothing was of what was put into it before it was watched.</param>
    private void Add(WatchNode start, bool isNew)
    {
        Queue<(WatchNode Node, bool MayTake)> waiting = new([(start, isNew)]);
        while (waiting.TryDequeue(out var next))
        {
            using var opened = Open(next.Node);
            if (opened is null || !TryWatch(next.Node, opened, next.MayTake, out var displaced))
            {
                continue;
            }

            if (displaced is not null)
            {
                // One directory was replaced by another of its name before it could be opened, and is somewhere else now.
                waiting.Enqueue((displaced, false));
            }

            foreach (var bytes in Names(opened))
            {
                var name = NativeName.Text(bytes);
                var isDirectory = At.Status(opened, bytes)?.IsDirectory;
                if (isNew && isDirectory is not null && next.Node.Tell(name))
                {
                    tell(new FileChange(FileChangeKind.Created, PathOf(next.Node, name)));
                }

                if (isDirectory == true)
                {
                    waiting.Enqueue((next.Node.Child(name), isNew));
                }
            }
        }
    }

    /// <summary>Has the kernel watch a directory.</summary>
    /// <returns>False where it cannot, or where it is watched by another name.</returns>
    private bool TryWatch(WatchNode node, SafeFileHandle opened, bool mayTake, out WatchNode? displaced)
    {
        displaced = null;
        try
        {
            var watch = kernel.Add(opened);
            if (_nodes.TryGetValue(watch, out var other) && other != node && other.PathFrom(_root) is not null)
            {
                if (!mayTake)
                {
                    return false;
                }

                other.Watch = WatchNode.NotWatched;
                displaced = other;
            }

            if (node.IsWatched && node.Watch != watch && _nodes.GetValueOrDefault(node.Watch) == node)
            {
                _nodes.Remove(node.Watch);
            }

            _nodes[watch] = node;
            node.Watch = watch;
            return true;
        }
        catch (NativeException exception) when (exception.Error is Libc.ENOENT or Libc.EACCES)
        {
            return false;
        }
        catch (NativeException exception) when (exception.Error is ENOSPC or Libc.ENOMEM)
        {
            throw LinuxDirectoryWatch.Limit("watches of directories", "fs.inotify.max_user_watches", exception);
        }
    }

    /// <summary>The names in a directory; none when it is gone.</summary>
    private static List<byte[]> Names(SafeFileHandle opened)
    {
        try
        {
            return At.Names(opened);
        }
        catch (NativeException)
        {
            return [];
        }
    }

    /// <summary>Opens a directory for reading; null when it is gone, or no directory any more, or may not be read.</summary>
    private SafeFileHandle? Open(WatchNode node)
    {
        if (node.PathFrom(_root) is not { } names)
        {
            return null;
        }

        if (names.Count == 0)
        {
            return At.TryOpen(directory, Itself, Libc.O_RDONLY | Libc.O_DIRECTORY, out _);
        }

        var (current, length) = (directory, 0);
        for (var index = 0; index < names.Count; index++)
        {
            var name = NativeName.Of(names[index]);
            length += name.Length;
            var flags = Libc.O_DIRECTORY | Libc.O_NOFOLLOW | (index == names.Count - 1 ? Libc.O_RDONLY : Libc.O_PATH);

            // No command can name what has a longer path.
            var next = length > MaxPathBytes ? null : At.TryOpen(current, name, flags, out _);
            if (current != directory)
            {
                current.Dispose();
            }

            if (next is null)
            {
                return null;
            }

            current = next;
        }

        return current;
    }

    private string PathOf(WatchNode node, string name) => string.Join('/', [path.TrimEnd('/'), .. node.PathFrom(_root) ?? [], name]);
}
