using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Compute.Providers.Local.Native;

/// <summary>What the system tells about a file, links not followed.</summary>
/// <param name="Mode">Type and permissions.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Device">The device that a device file stands for.</param>
/// <param name="FileSystem">The device of the file system.</param>
[SupportedOSPlatform("linux")]
internal readonly record struct FileStatus(ushort Mode, uint UserId, uint GroupId, (uint Major, uint Minor) Device, (uint Major, uint Minor) FileSystem)
{
    private const int TypeMask = 0xF000;

    public bool IsLink => (Mode & TypeMask) == 0xA000;

    public bool IsDirectory => (Mode & TypeMask) == 0x4000;

    public bool IsRegular => (Mode & TypeMask) == 0x8000;

    public bool IsPipe => (Mode & TypeMask) == 0x1000;

    /// <summary>How an overlay's writable layer says that a name of a lower layer was deleted.</summary>
    public bool IsWhiteout => (Mode & TypeMask) == 0x2000 && Device == default;

    public static unsafe FileStatus? Of(string path)
    {
        var buffer = stackalloc byte[256];
        return FileKind.Stat(path, buffer)
            ? new FileStatus(*(ushort*)(buffer + 28), *(uint*)(buffer + 20), *(uint*)(buffer + 24), Pair(buffer + 128), Pair(buffer + 136))
            : null;

        static (uint, uint) Pair(byte* place) => (*(uint*)place, *(uint*)(place + 4));
    }
}
