namespace Compute.Framework.Testing.InMemory;

/// <summary>Files and directories in memory. Not safe for concurrent use: its backend locks.</summary>
internal sealed class InMemoryTree
{
    private const UnixFileMode FileMode = (UnixFileMode)0x1a4; // 0644
    private const UnixFileMode DirectoryMode = (UnixFileMode)0x1ed; // 0755

    private readonly SortedDictionary<string, Node> _nodes;
    private readonly TimeProvider _time;

    public InMemoryTree(TimeProvider time, string workingDirectory)
    {
        _time = time;
        WorkingDirectory = InMemoryPath.Normalize("/", workingDirectory);
        _nodes = new(StringComparer.Ordinal) { ["/"] = Directory() };
        CreateDirectory(workingDirectory);
    }

    private InMemoryTree(InMemoryTree source, string workingDirectory)
    {
        _time = source._time;
        WorkingDirectory = InMemoryPath.Normalize("/", workingDirectory);
        _nodes = new(source._nodes, StringComparer.Ordinal);
        CreateDirectory(workingDirectory);
    }

    public string WorkingDirectory { get; }

    /// <summary>A tree of its own with the same files. Contents are never changed in place, so they are shared.</summary>
    public InMemoryTree Copy(string? workingDirectory = null) => new(this, workingDirectory ?? WorkingDirectory);

    public byte[] Read(string path)
    {
        var node = Require(path, out _);
        return node.Content ?? throw new SandboxPathIsDirectoryException(path);
    }

    public void Write(string path, byte[] content)
    {
        var full = Full(path);
        if (_nodes.TryGetValue(full, out var there) && there.Content is null)
        {
            throw new SandboxPathIsDirectoryException(path);
        }

        MakeParents(path, full);
        _nodes[full] = new Node(content, _time.GetUtcNow(), there?.Mode ?? FileMode);
    }

    public void CreateDirectory(string path)
    {
        var full = Full(path);
        MakeParents(path, full);
        if (_nodes.TryGetValue(full, out var there))
        {
            _ = there.Content is null ? there : throw new SandboxNotADirectoryException(path);
        }
        else
        {
            _nodes[full] = Directory();
        }
    }

    public IReadOnlyList<FileEntry> List(string path)
    {
        var node = Require(path, out var full);
        if (node.Content is not null)
        {
            throw new SandboxNotADirectoryException(path);
        }

        return [.. Below(full)
            .Where(child => InMemoryPath.Parent(child.Key) == full)
            .Select(child => Entry(path.EndsWith('/') ? path + InMemoryPath.Name(child.Key) : $"{path}/{InMemoryPath.Name(child.Key)}", child.Key, child.Value))];
    }

    public FileEntry? Describe(string path)
    {
        var full = Full(path);
        return _nodes.TryGetValue(full, out var node) ? Entry(path, full, node) : null;
    }

    public void Delete(string path, bool recursive)
    {
        var node = Require(path, out var full);
        var below = Below(full);
        if (node.Content is null && below.Count > 0 && !recursive)
        {
            throw new SandboxDirectoryNotEmptyException(path);
        }

        foreach (var child in below)
        {
            _nodes.Remove(child.Key);
        }

        if (full != "/")
        {
            _nodes.Remove(full);
        }
    }

    public void Move(string source, string destination)
    {
        Transfer(source, destination, recursive: true);
        Delete(source, recursive: true);
    }

    public void Copy(string source, string destination, bool recursive) => Transfer(source, destination, recursive);

    private void Transfer(string source, string destination, bool recursive)
    {
        var node = Require(source, out var from);
        var to = Full(destination);
        if (node.Content is null && !recursive)
        {
            throw new SandboxPathIsDirectoryException(source);
        }

        if (to == from || InMemoryPath.IsBelow(to, from))
        {
            throw new SandboxFileException(destination, "The destination is the source or inside of it.");
        }

        if (_nodes.TryGetValue(to, out var there) && there.Content is null)
        {
            throw new SandboxPathIsDirectoryException(destination);
        }

        MakeParents(destination, to);
        var below = Below(from);
        _nodes[to] = node;
        foreach (var child in below)
        {
            _nodes[to + child.Key[from.Length..]] = child.Value;
        }
    }

    private Node Require(string path, out string full)
    {
        full = Full(path);
        if (_nodes.TryGetValue(full, out var node))
        {
            return node;
        }

        throw FileInTheWay(full) is null ? new SandboxFileNotFoundException(path) : new SandboxNotADirectoryException(path);
    }

    private void MakeParents(string path, string full)
    {
        if (FileInTheWay(full) is not null)
        {
            throw new SandboxNotADirectoryException(path);
        }

        for (var parent = InMemoryPath.Parent(full); !_nodes.ContainsKey(parent); parent = InMemoryPath.Parent(parent))
        {
            _nodes[parent] = Directory();
        }
    }

    /// <summary>The file that a part of a path names which should be a directory.</summary>
    private string? FileInTheWay(string full)
    {
        for (var parent = InMemoryPath.Parent(full); parent != "/"; parent = InMemoryPath.Parent(parent))
        {
            if (_nodes.TryGetValue(parent, out var node) && node.Content is not null)
            {
                return parent;
            }
        }

        return null;
    }

    private List<KeyValuePair<string, Node>> Below(string full) => [.. _nodes.Where(node => InMemoryPath.IsBelow(node.Key, full))];

    private string Full(string path) => InMemoryPath.Normalize(WorkingDirectory, path);

    private Node Directory() => new(null, _time.GetUtcNow(), DirectoryMode);

    private static FileEntry Entry(string path, string full, Node node) => new()
    {
        Name = InMemoryPath.Name(full),
        Path = path,
        Type = node.Content is null ? FileEntryType.Directory : FileEntryType.File,
        SizeBytes = node.Content?.Length ?? 0,
        ModifiedAt = node.ModifiedAt,
        Mode = node.Mode,
    };

    private sealed record Node(byte[]? Content, DateTimeOffset ModifiedAt, UnixFileMode Mode);
}
