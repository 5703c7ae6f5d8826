namespace Compute.Framework;

/// <summary>Kinds of file system entries.</summary>
public enum FileEntryType
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A device, socket or pipe.</summary>
    Other,
}

/// <summary>A file, directory or link in a sandbox.</summary>
public sealed record FileEntry
{
    /// <summary>The last part of the path.</summary>
    public required string Name { get; init; }

    /// <summary>The path, as asked for and, in a listing, with the name added.</summary>
    public required string Path { get; init; }

    /// <summary>The kind.</summary>
    public required FileEntryType Type { get; init; }

    /// <summary>The size in bytes; 0 for what has none.</summary>
    public long SizeBytes { get; init; }

    /// <summary>When the content last changed, in UTC; null where the back end does not report.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>The permission bits (as in <c>0o755</c>); null where the back end does not report.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>The user that owns it, as the sandbox's commands see it: the id in decimal digits, or a name where a back end reports only
    /// names; null where the back end does not report it.</summary>
    public string? Owner { get; init; }

    /// <summary>The group that it belongs to, in the form of <see cref="Owner"/>; null where the back end does not report it.</summary>
    public string? Group { get; init; }
}
