using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Compute.Providers.Local.Native;

/// <summary>Mounts, which .NET has no API for.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Mounting
{
    private const int Detach = 2;
    private const ulong NoDevices = 4;
    private const ulong NoSetUserId = 2;

    /// <summary>Mounts an overlay; 0 or an error number.</summary>
    public static int MountOverlay(string target, string options) =>
        mount("overlay", target, "overlay", NoDevices | NoSetUserId, options) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Unmounts unless something has it open; 0 or an error number.</summary>
    public static int Unmount(string target) => umount2(target, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Takes a mount away from sight; it ends when nothing has it open any more.</summary>
    public static void UnmountLater(string target) => _ = umount2(target, Detach);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int mount(string source, string target, string type, ulong flags, string options);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int umount2(string target, int flags);
}
