using System.Collections.Immutable;

namespace Compute.Framework.Testing;

/// <summary>A file or directory that never changes: trees share the nodes that they have in common.</summary>
internal abstract record FileNode(DateTimeOffset ModifiedAt, UnixFileMode Mode)
{
    public FileEntry ToEntry(string name, string path) => new()
    {
        Name = name,
        Path = path,
        Type = this is DirectoryNode ? FileEntryType.Directory : FileEntryType.File,
        SizeBytes = this is ContentNode file ? file.Content.Length : 0,
        ModifiedAt = ModifiedAt,
        Mode = Mode,
    };
}

/// <summary>A file. Nobody writes to <paramref name="Content"/>.</summary>
internal sealed record ContentNode(
    byte[] Content, DateTimeOffset ModifiedAt, UnixFileMode Mode = ContentNode.DefaultMode) : FileNode(ModifiedAt, Mode)
{
    private const UnixFileMode DefaultMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
}

/// <summary>A directory.</summary>
internal sealed record DirectoryNode(
    ImmutableSortedDictionary<string, FileNode> Children, DateTimeOffset ModifiedAt) : FileNode(ModifiedAt, DefaultMode)
{
    private const UnixFileMode DefaultMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly ImmutableSortedDictionary<string, FileNode> NoChildren =
        ImmutableSortedDictionary.Create<string, FileNode>(StringComparer.Ordinal);

    public static DirectoryNode Empty(DateTimeOffset now) => new(NoChildren, now);

    public DirectoryNode With(string name, FileNode child, DateTimeOffset now) => this with
    {
        Children = Children.SetItem(name, child),
        ModifiedAt = Children.ContainsKey(name) ? ModifiedAt : now,
    };

    public DirectoryNode Without(string name, DateTimeOffset now) => this with { Children = Children.Remove(name), ModifiedAt = now };
}
