using System.Runtime.Versioning;
using System.Text;
using Compute.Providers.Local.Files;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.Snapshots;

/// <summary>Copies a workspace or a writable layer into a new directory, with what makes it a layer; data is shared where the file system can.</summary>
/// <remarks>Hard links become files of their own: a write in place would show through.</remarks>
internal static class LayerCopy
{
    public static void Copy(string source, string destination)
    {
        if (OperatingSystem.IsLinux())
        {
            State.StateDirectory.CreatePrivate(destination);
            CopyDirectory(source, destination);
        }
        else
        {
            TreeCopy.CopyDirectory(source, destination, CancellationToken.None);
        }
    }

    [SupportedOSPlatform("linux")]
    private static void CopyDirectory(string source, string destination)
    {
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(destination, entry.Name);
            if (FileStatus.Of(entry.FullName) is { } status)
            {
                CopyEntry(entry, status, target);
            }
        }

        // Attributes last: the modes may forbid writing, and writing changes the time.
        if (FileStatus.Of(source) is { } own)
        {
            CopyAttributes(new DirectoryInfo(source), own, destination);
        }
    }

    [SupportedOSPlatform("linux")]
    private static void CopyEntry(FileSystemInfo entry, FileStatus status, string target)
    {
        if (status.IsDirectory)
        {
            Directory.CreateDirectory(target);
            CopyDirectory(entry.FullName, target);
        }
        else if (status.IsLink)
        {
            File.CreateSymbolicLink(target, entry.LinkTarget!);
            _ = Mounting.lchown(target, status.UserId, status.GroupId);
        }
        else if (status.IsRegular)
        {
            // Clones the data where the file system can.
            File.Copy(entry.FullName, target);
            CopyAttributes(entry, status, target);
        }
        else if (status.IsPipe || status.IsWhiteout)
        {
            _ = Mounting.mknod(target, status.Mode, 0);
        }
    }

    [SupportedOSPlatform("linux")]
    private static unsafe void CopyAttributes(FileSystemInfo entry, FileStatus status, string target)
    {
        _ = Mounting.lchown(target, status.UserId, status.GroupId);
        var size = Mounting.llistxattr(entry.FullName, null, 0);
        if (size > 0)
        {
            var names = new byte[size];
            fixed (byte* buffer = names)
            {
                size = Mounting.llistxattr(entry.FullName, buffer, names.Length);
            }

            foreach (var name in Encoding.UTF8.GetString(names, 0, (int)Math.Max(0, size)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                // Where a file was copied up from is told by its inode, which the copy is not.
                if (name != "trusted.overlay.origin")
                {
                    CopyAttribute(entry.FullName, target, name);
                }
            }
        }

        File.SetUnixFileMode(target, (UnixFileMode)(status.Mode & 0xFFF));
        File.SetLastWriteTimeUtc(target, entry.LastWriteTimeUtc);
    }

    [SupportedOSPlatform("linux")]
    private static unsafe void CopyAttribute(string source, string target, string name)
    {
        var size = Mounting.lgetxattr(source, name, null, 0);
        if (size < 0)
        {
            return;
        }

        var value = new byte[Math.Max(1, size)];
        fixed (byte* buffer = value)
        {
            size = Mounting.lgetxattr(source, name, buffer, value.Length);
            if (size >= 0)
            {
                _ = Mounting.lsetxattr(target, name, buffer, size, 0);
            }
        }
    }
}
