using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>Describes entries of the file system.</summary>
internal static class EntryReader
{
    /// <summary>Describes an entry; null when there is none (any more).</summary>
    /// <param name="info">The entry.</param>
    /// <param name="name">The name to report.</param>
    /// <param name="path">The path to report.</param>
    /// <param name="follow">Whether a link stands for what it leads to.</param>
    public static FileEntry? Read(FileSystemInfo info, string name, string path, bool follow = false)
    {
        try
        {
            if (follow && info.LinkTarget is not null)
            {
                info = info.ResolveLinkTarget(returnFinalTarget: true)!;
            }

            // A FileInfo of a directory knows its attributes, but says that it does not exist.
            var attributes = info.Attributes;
            if ((int)attributes == -1)
            {
                return null;
            }

            var type = info.LinkTarget is not null ? FileEntryType.SymbolicLink
                : attributes.HasFlag(FileAttributes.Directory) ? FileEntryType.Directory
                : attributes.HasFlag(FileAttributes.Device) || IsSpecial(info) ? FileEntryType.Other
                : FileEntryType.File;
            return new FileEntry
            {
                Name = name,
                Path = path,
                Type = type,
                SizeBytes = type == FileEntryType.File ? ((info as FileInfo) ?? new FileInfo(info.FullName)).Length : 0,
                ModifiedAt = ModifiedAt(info),
                Mode = OperatingSystem.IsWindows() ? null : info.UnixFileMode,
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Describes what a directory holds.</summary>
    public static IEnumerable<FileEntry> ReadAll(string directory, IEnumerable<FileSystemInfo> children)
    {
        var prefix = directory.EndsWith('/') ? directory : directory + "/";
        foreach (var child in children)
        {
            if (Read(child, child.Name, prefix + child.Name) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>The last part of a path.</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(path.TrimEnd('/'));
        return name.Length == 0 ? path : name;
    }

    /// <summary>When an entry changed; what .NET cannot express is reported as its latest time.</summary>
    private static DateTimeOffset ModifiedAt(FileSystemInfo info)
    {
        try
        {
            return new DateTimeOffset(info.LastWriteTimeUtc, TimeSpan.Zero);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTimeOffset.MaxValue;
        }
    }

    /// <summary>.NET has no attribute for pipes and sockets; what is neither directory, link nor regular has no length that can be
    /// opened.</summary>
    private static bool IsSpecial(FileSystemInfo info) =>
        OperatingSystem.IsLinux() && Native.At.Status(info.FullName)?.Type == FileEntryType.Other;
}
