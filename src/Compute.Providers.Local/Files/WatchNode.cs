namespace Compute.Providers.Local.Files;

/// <summary>A directory of a tree that is watched.</summary>
internal sealed class WatchNode(WatchNode? parent, string name)
{
    /// <summary>The number of no watch.</summary>
    public const int NotWatched = -1;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WatchNode> _children = new(StringComparer.Ordinal);

    public WatchNode? Parent { get; private set; } = parent;

    public string Name { get; private set; } = name;

    /// <summary>The number of the kernel's watch, once it is watched.</summary>
    public int Watch { get; set; } = NotWatched;

    public bool IsWatched => Watch != NotWatched;

    /// <summary>Remembers that the creation of a name was reported; false when it is known.</summary>
    public bool Tell(string name) => _told.Add(name);

    /// <summary>The directory of a name.</summary>
    public WatchNode Child(string name)
    {
        if (!_children.TryGetValue(name, out var child))
        {
            _children.Add(name, child = new WatchNode(this, name));
        }

        return child;
    }

    /// <summary>Forgets a name that is gone.</summary>
    /// <returns>Its directory, and all below; empty when it was none.</returns>
    public IReadOnlyList<WatchNode> Forget(string name)
    {
        _told.Remove(name);
        List<WatchNode> gone = [];
        if (_children.Remove(name, out var child))
        {
            child.Parent = null;
            gone.Add(child);
            for (var index = 0; index < gone.Count; index++)
            {
                gone.AddRange(gone[index]._children.Values);
            }
        }

        return gone;
    }

    /// <summary>Gives a name of this directory to another one, where nothing may be known by it.</summary>
    public void Move(string name, WatchNode to, string newName)
    {
        _told.Remove(name);
        to._told.Add(newName);
        if (_children.Remove(name, out var child))
        {
            to._children.Add(newName, child);
            (child.Parent, child.Name) = (to, newName);
        }
    }

    /// <summary>The names that lead here from a root; null when it belongs to the root's tree no more.</summary>
    public IReadOnlyList<string>? PathFrom(WatchNode root)
    {
        List<string> names = [];
        for (var node = this; node != root; node = node.Parent)
        {
            if (node.Parent is null)
            {
                return null;
            }

            names.Add(node.Name);
        }

        names.Reverse();
        return names;
    }
}
