namespace Compute.Framework.Testing;

/// <summary>The files of one sandbox: one immutable tree after the other, so that a copy of all of it costs nothing.</summary>
internal sealed class FileTree(DirectoryNode root, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly TreeWatch _watch = new();
    private volatile DirectoryNode _root = root;

    /// <summary>All files as they are now.</summary>
    public DirectoryNode Root => _root;

    /// <summary>The node at a path; null when there is none.</summary>
    public FileNode? Find(TreePath path) => Find(_root, path);

    /// <summary>The node at a path of a tree; null when there is none.</summary>
    public static FileNode? Find(DirectoryNode root, TreePath path)
    {
        FileNode? node = root;
        foreach (var name in path.Names)
        {
            node = (node as DirectoryNode)?.Children.GetValueOrDefault(name);
        }

        return node;
    }

    /// <exception cref="SandboxFileNotFoundException">There is none.</exception>
    /// <exception cref="SandboxNotADirectoryException">It would be below a file.</exception>
    public FileNode Get(TreePath path) => Find(path) ?? throw Missing(_root, path);

    /// <summary>The changes at and below a directory; see <see cref="IFileWatcher.WatchAsync"/>.</summary>
    public IAsyncEnumerable<FileChange> WatchAsync(TreePath path, CancellationToken gone, CancellationToken cancellationToken) =>
        Get(path) is DirectoryNode ? _watch.WatchAsync(path, gone, cancellationToken) : throw new SandboxNotADirectoryException(path.Given);

    /// <summary>Puts a whole directory in.</summary>
    public void Put(TreePath path, DirectoryNode directory) => Change((root, now) => Put(root, path, now, _ => directory));

    public void Write(TreePath path, byte[] content) => Change((root, now) => Put(root, path, now, existing => existing switch
    {
        null => new ContentNode(content, now),
        ContentNode file => file with { Content = content, ModifiedAt = now },
        _ => throw new SandboxPathIsDirectoryException(path.Given),
    }));

    public void CreateDirectory(TreePath path) => Change((root, now) => Put(root, path, now, existing => existing switch
    {
        null => DirectoryNode.Empty(now),
        DirectoryNode => existing,
        _ => throw new SandboxNotADirectoryException(path.Given),
    }));

    public void SetMode(TreePath path, UnixFileMode mode) => Change((root, now) =>
    {
        var node = Get(path);
        return Put(root, path, now, _ => node with { Mode = mode });
    });

    public void Delete(TreePath path, bool recursive) => Change((root, now) =>
    {
        var node = Get(path);
        if (path.IsRoot)
        {
            throw new SandboxFileException(path.Given, "The root directory cannot be deleted.");
        }

        return node is DirectoryNode { Children.Count: > 0 } && !recursive
            ? throw new SandboxDirectoryNotEmptyException(path.Given)
            : Remove(root, path, 0, now);
    });

    public void Move(TreePath source, TreePath destination) => Change((root, now) =>
    {
        var node = Get(source);
        switch (node, Find(destination))
        {
            case (ContentNode, ContentNode) when destination.IsWithin(source):
                return root;
            case (_, DirectoryNode):
                throw new SandboxPathIsDirectoryException(destination.Given);
            case (DirectoryNode, ContentNode):
                throw new SandboxNotADirectoryException(destination.Given);
            case (DirectoryNode, null) when destination.IsWithin(source):
                throw new SandboxFileException(source.Given, "A directory cannot be moved into itself.");
            default:
                // The new place first: when it cannot be made, nothing has changed.
                return Remove(Put(root, destination, now, _ => node), source, 0, now);
        }
    });

    public void Copy(TreePath source, TreePath destination, bool recursive) => Change((root, now) =>
    {
        var node = Get(source);
        if (node is DirectoryNode && !recursive)
        {
            throw new SandboxPathIsDirectoryException(source.Given);
        }

        if (node is DirectoryNode && destination.IsWithin(source))
        {
            throw new SandboxFileException(source.Given, "A directory cannot be copied into itself.");
        }

        return Put(root, destination, now, existing => Merge(node, existing, destination.Given, now));
    });

    private void Change(Func<DirectoryNode, DateTimeOffset, DirectoryNode> change)
    {
        lock (_gate)
        {
            var before = _root;
            _root = change(before, time.GetUtcNow());
            _watch.Tell(before, _root);
        }
    }

    private static DirectoryNode Put(DirectoryNode root, TreePath path, DateTimeOffset now, Func<FileNode?, FileNode> make) =>
        (DirectoryNode)Put(root, path, 0, now, make);

    /// <summary>Replaces what is at a path; makes the parents that are missing.</summary>
    private static FileNode Put(FileNode? node, TreePath path, int depth, DateTimeOffset now, Func<FileNode?, FileNode> make)
    {
        if (depth == path.Names.Count)
        {
            return make(node);
        }

        if (node is ContentNode)
        {
            throw new SandboxNotADirectoryException(path.Given);
        }

        var directory = (DirectoryNode?)node ?? DirectoryNode.Empty(now);
        var name = path.Names[depth];
        return directory.With(name, Put(directory.Children.GetValueOrDefault(name), path, depth + 1, now, make), now);
    }

    /// <summary>Takes out what is known to be there.</summary>
    private static DirectoryNode Remove(DirectoryNode directory, TreePath path, int depth, DateTimeOffset now)
    {
        var name = path.Names[depth];
        return depth == path.Names.Count - 1
            ? directory.Without(name, now)
            : directory.With(name, Remove((DirectoryNode)directory.Children[name], path, depth + 1, now), now);
    }

    private static FileNode Merge(FileNode source, FileNode? target, string path, DateTimeOffset now)
    {
        switch (source, target)
        {
            case (ContentNode, DirectoryNode):
                throw new SandboxPathIsDirectoryException(path);
            case (DirectoryNode, ContentNode):
                throw new SandboxNotADirectoryException(path);
            case (DirectoryNode from, DirectoryNode to):
                foreach (var (name, child) in from.Children)
                {
                    to = to.With(name, Merge(child, to.Children.GetValueOrDefault(name), $"{path}/{name}", now), now);
                }

                return to;
            default:
                return source;
        }
    }

    private static SandboxFileException Missing(DirectoryNode root, TreePath path)
    {
        FileNode? node = root;
        foreach (var name in path.Names)
        {
            if (node is ContentNode)
            {
                return new SandboxNotADirectoryException(path.Given);
            }

            node = (node as DirectoryNode)?.Children.GetValueOrDefault(name);
        }

        return new SandboxFileNotFoundException(path.Given);
    }
}
