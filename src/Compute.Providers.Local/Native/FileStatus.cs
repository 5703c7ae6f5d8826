using System.Runtime.Versioning;
using Compute.Framework;

namespace Compute.Providers.Local.Native;

/// <summary>Which directory a directory is, whatever its path.</summary>
/// <param name="Device">The device of the file system.</param>
/// <param name="Inode">The number in the file system.</param>
internal readonly record struct FileIdentity((uint Major, uint Minor) Device, ulong Inode);

/// <summary>What the system reports about a file, links not followed.</summary>
/// <param name="Mode">Type and permissions.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Device">The device that a device file stands for.</param>
/// <param name="FileSystem">The device of the file system.</param>
/// <param name="Inode">The number in the file system.</param>
/// <param name="SizeBytes">The size.</param>
/// <param name="Modified">When the content last changed: seconds since 1970, and nanoseconds.</param>
/// <param name="MountId">The mount; 0 on kernels before 5.8.</param>
/// <param name="Links">How many names it has; 0 when it was deleted and is only open.</param>
[SupportedOSPlatform("linux")]
internal readonly record struct FileStatus(
    ushort Mode,
    uint UserId,
    uint GroupId,
    (uint Major, uint Minor) Device,
    (uint Major, uint Minor) FileSystem,
    ulong Inode,
    long SizeBytes,
    (long Seconds, uint Nanoseconds) Modified,
    ulong MountId,
    uint Links)
{
    private const int TypeMask = 0xF000;
    private const uint MountIdMask = 0x1000;

    public bool IsLink => (Mode & TypeMask) == 0xA000;

    public bool IsDirectory => (Mode & TypeMask) == 0x4000;

    public bool IsRegular => (Mode & TypeMask) == 0x8000;

    public bool IsPipe => (Mode & TypeMask) == 0x1000;

    /// <summary>How an overlay's writable layer says that a name of a lower layer was deleted.</summary>
    public bool IsWhiteout => (Mode & TypeMask) == 0x2000 && Device == default;

    public FileIdentity Identity => new(FileSystem, Inode);

    public FileEntryType Type => IsRegular ? FileEntryType.File
        : IsDirectory ? FileEntryType.Directory
        : IsLink ? FileEntryType.SymbolicLink
        : FileEntryType.Other;

    /// <summary>When the content last changed; what .NET cannot express is reported as its earliest or latest time.</summary>
    public DateTimeOffset ModifiedAt
    {
        get
        {
            var (earliest, latest) = (DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
            return Modified.Seconds < earliest ? DateTimeOffset.MinValue
                : Modified.Seconds > latest ? DateTimeOffset.MaxValue
                : DateTimeOffset.FromUnixTimeSeconds(Modified.Seconds).AddTicks(Modified.Nanoseconds / 100);
        }
    }

    /// <summary>Whether the file is on the same mount as another.</summary>
    public bool IsOnMountOf(FileStatus other) => FileSystem == other.FileSystem && MountId == other.MountId;

    public static FileStatus? Of(string path) => At.Status(path);

    /// <summary>Reads a <c>struct statx</c>.</summary>
    public static unsafe FileStatus Parse(byte* buffer)
    {
        return new FileStatus(
            *(ushort*)(buffer + 28),
            *(uint*)(buffer + 20),
            *(uint*)(buffer + 24),
            Pair(buffer + 128),
            Pair(buffer + 136),
            *(ulong*)(buffer + 32),
            *(long*)(buffer + 40),
            (*(long*)(buffer + 112), *(uint*)(buffer + 120)),
            (*(uint*)buffer & MountIdMask) == 0 ? 0 : *(ulong*)(buffer + 144),
            *(uint*)(buffer + 16));

        static (uint, uint) Pair(byte* place) => (*(uint*)place, *(uint*)(place + 4));
    }
}
