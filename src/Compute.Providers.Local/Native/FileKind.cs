using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Compute.Framework;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Native;

/// <summary>Kinds of files that .NET does not tell apart.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class FileKind
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint TypeAndMode = 3;
    private const uint BasicStats = 0x7FF;
    private const int ModeOffset = 28;
    private const int StatxSize = 256;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Directory = 0x4000;
    private const int Link = 0xA000;

    /// <summary>Whether a path is a pipe, a socket or a device.</summary>
    public static bool IsSpecial(string path)
    {
        var buffer = stackalloc byte[StatxSize];
        return statx(CurrentDirectory, path, NoFollow, TypeAndMode, buffer) == 0
            && (*(ushort*)(buffer + ModeOffset) & TypeMask) is not (Regular or Directory or Link);
    }

    /// <summary>Fills a buffer of 256 bytes with a <c>struct statx</c>.</summary>
    public static bool Stat(string path, byte* buffer) => statx(CurrentDirectory, path, NoFollow, BasicStats, buffer) == 0;

    /// <summary>What an open file is.</summary>
    public static FileEntryType Of(SafeFileHandle file)
    {
        var buffer = stackalloc byte[StatxSize];
        if (statx((int)file.DangerousGetHandle(), string.Empty, EmptyPath, TypeAndMode, buffer) != 0)
        {
            return FileEntryType.Other;
        }

        return (*(ushort*)(buffer + ModeOffset) & TypeMask) switch
        {
            Regular => FileEntryType.File,
            Directory => FileEntryType.Directory,
            Link => FileEntryType.SymbolicLink,
            _ => FileEntryType.Other,
        };
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, byte* buffer);
}
