using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Snapshots;

/// <summary>Extended attributes, in which an overlay keeps what it knows of a layer's files.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class LayerAttributes
{
    /// <summary>Where a file was copied up from is known by its inode, which a copy is not.</summary>
    private const string Origin = "trusted.overlay.origin";

    /// <summary>Copies the attributes of an open file or directory, as far as this user may.</summary>
    public static void Copy(SafeFileHandle source, SafeFileHandle destination)
    {
        var (from, to) = ((int)source.DangerousGetHandle(), (int)destination.DangerousGetHandle());
        var size = flistxattr(from, null, 0);
        if (size <= 0)
        {
            return;
        }

        var names = new byte[size];
        fixed (byte* buffer = names)
        {
            size = flistxattr(from, buffer, names.Length);
        }

        foreach (var name in Encoding.UTF8.GetString(names, 0, (int)Math.Max(0, size)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name != Origin)
            {
                Copy(from, to, name);
            }
        }
    }

    private static void Copy(int source, int destination, string name)
    {
        var size = fgetxattr(source, name, null, 0);
        if (size < 0)
        {
            return;
        }

        var value = new byte[Math.Max(1, size)];
        fixed (byte* buffer = value)
        {
            size = fgetxattr(source, name, buffer, value.Length);
            if (size >= 0)
            {
                _ = fsetxattr(destination, name, buffer, size, 0);
            }
        }
    }

    [LibraryImport("libc")]
    private static partial nint flistxattr(int file, byte* names, nint size);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint fgetxattr(int file, string name, byte* value, nint size);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int fsetxattr(int file, string name, byte* value, nint size, int flags);
}
