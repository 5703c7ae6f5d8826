using System.Runtime.Versioning;

namespace Compute.Providers.Local.Native;

/// <summary>Tells the file system that what is below a directory does not belong together.</summary>
/// <remarks>
/// ext4 puts a directory next to its parent, and looks at each inode there that was freed in the last half minute before it makes a
/// new one. With all sandboxes in one place, one that deletes ten thousand files makes each directory of the others cost a
/// millisecond for that long. This flag (<c>chattr +T</c>) gives each subdirectory a place of its own.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class DirectorySpread
{
    private const nint SetFlags = 0x40086602;
    private const uint TopOfHierarchies = 0x20000;

    private static readonly nint GetFlags = unchecked((nint)0x80086601L);

    /// <summary>Spreads the subdirectories that are made from now on; does nothing where the file system knows no such thing.</summary>
    public static void Enable(string directory)
    {
        using var handle = InsideRoot.OpenHere(directory, Libc.O_RDONLY | Libc.O_DIRECTORY);
        var descriptor = (int)handle.DangerousGetHandle();

        // The kernel reads and writes 32 bits, whatever the size in the numbers of the calls says.
        ulong flags = 0;
        if (Libc.ioctl(descriptor, GetFlags, (nint)(&flags)) == 0 && ((uint)flags & TopOfHierarchies) == 0)
        {
            flags = (uint)flags | TopOfHierarchies;
            _ = Libc.ioctl(descriptor, SetFlags, (nint)(&flags));
        }
    }
}
