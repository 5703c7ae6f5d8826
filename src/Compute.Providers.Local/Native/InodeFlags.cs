using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Native;

/// <summary>The flags of <c>chattr</c>, where the file system has them.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class InodeFlags
{
    public const uint Immutable = 0x10;
    public const uint AppendOnly = 0x20;
    public const uint TopOfHierarchies = 0x20000;

    private const nint SetFlags = 0x40086602;

    private static readonly nint GetFlags = unchecked((nint)0x80086601L);

    /// <summary>Sets and clears flags of a file that is open for reading; does nothing where the file system knows no such thing.</summary>
    /// <returns>Whether something was changed.</returns>
    public static bool Change(SafeFileHandle file, uint set, uint clear)
    {
        var descriptor = (int)file.DangerousGetHandle();

        // The kernel reads and writes 32 bits, whatever the size in the numbers of the calls says.
        ulong flags = 0;
        if (Libc.ioctl(descriptor, GetFlags, (nint)(&flags)) != 0)
        {
            return false;
        }

        ulong changed = ((uint)flags & ~clear) | set;
        return changed != (uint)flags && Libc.ioctl(descriptor, SetFlags, (nint)(&changed)) == 0;
    }
}
