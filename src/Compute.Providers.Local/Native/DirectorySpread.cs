using System.Runtime.Versioning;

namespace Compute.Providers.Local.Native;

/// <summary>Hints to the file system that what is below a directory does not belong together.</summary>
/// <remarks>
/// ext4 puts a directory next to its parent, and looks at each inode there that was freed in the last half minute before it makes a
/// new one. With all sandboxes in one place, one that deletes ten thousand files makes each directory of the others cost a
/// millisecond for that long. This flag (<c>chattr +T</c>) gives each subdirectory a place of its own.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class DirectorySpread
{
    /// <summary>Spreads the subdirectories that are made from now on; does nothing where the file system knows no such thing.</summary>
    public static void Enable(string directory)
    {
        using var handle = InsideRoot.OpenHere(directory, Libc.O_RDONLY | Libc.O_DIRECTORY);
        InodeFlags.Change(handle, InodeFlags.TopOfHierarchies, clear: 0);
    }
}
