namespace Compute.Framework;

/// <summary>A change below a directory that is watched.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Path">The absolute path that it happened to; the directory's own for <see cref="FileChangeKind.Ready"/>.</param>
/// <param name="OldPath">The absolute path before a <see cref="FileChangeKind.Renamed"/>; null for all others.</param>
public sealed record FileChange(FileChangeKind Kind, string Path, string? OldPath = null);

/// <summary>Kinds of <see cref="FileChange"/>.</summary>
public enum FileChangeKind
{
    /// <summary>The watch has begun. Always the first.</summary>
    Ready,

    /// <summary>A file or directory is there that was not, by creation or by a move from outside.</summary>
    Created,

    /// <summary>A file's content or attributes were changed.</summary>
    Changed,

    /// <summary>A file or directory is gone, by deletion or by a move to outside.</summary>
    Deleted,

    /// <summary>A file or directory was moved within the directory; <see cref="FileChange.OldPath"/> is where it was.</summary>
    Renamed,
}
