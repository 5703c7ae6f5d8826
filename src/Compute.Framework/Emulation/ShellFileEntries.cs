using System.Globalization;
using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>Reads what <c>stat</c> says: mode in hexadecimal, size, time, user and group.</summary>
internal static class ShellFileEntries
{
    private const int FieldCount = 5;
    private const int TypeMask = 0xF000;
    private const int DirectoryType = 0x4000;
    private const int FileType = 0x8000;
    private const int LinkType = 0xA000;
    private static readonly long FirstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private const UnixFileMode Permissions = (UnixFileMode)0xFFF;

    /// <summary>The entries of a listing, each of which ends with <paramref name="end"/> and a newline.</summary>
    public static IEnumerable<FileEntry> ParseList(string directory, string end, ReadOnlyMemory<byte> output)
    {
        var mark = Encoding.ASCII.GetBytes(end);
        while (output.Span.IndexOf(mark) is >= 0 and var length)
        {
            var text = SandboxFileNames.GetString(output.Span[..length]).TrimStart('\r', '\n');
            output = output[(length + mark.Length)..];

            // The fields and the name, which begins with "./" and may hold anything.
            var fields = text.Split(' ', FieldCount + 1);
            var name = fields.Length == FieldCount + 1 && fields[FieldCount].StartsWith("./", StringComparison.Ordinal)
                ? fields[FieldCount][2..]
                : throw new ProviderFaultException("The sandbox's 'stat' gives a listing that cannot be understood.");
            yield return Parse(name, SandboxPath.Combine(directory, name), fields);
        }
    }

    /// <summary>One entry.</summary>
    public static FileEntry Parse(string path, ReadOnlyMemory<byte> output)
    {
        var trimmed = path.TrimEnd('/');
        var name = trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
        return Parse(name, path, Encoding.ASCII.GetString(output.Span).Trim().Split(' '));
    }

    private static FileEntry Parse(string name, string path, string[] fields)
    {
        if (fields.Length < FieldCount
            || !int.TryParse(fields[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mode)
            || !long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !long.TryParse(fields[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var modified))
        {
            throw new ProviderFaultException("The sandbox's 'stat' gives a description that cannot be understood.");
        }

        var type = (mode & TypeMask) switch
        {
            DirectoryType => FileEntryType.Directory,
            FileType => FileEntryType.File,
            LinkType => FileEntryType.SymbolicLink,
            _ => FileEntryType.Other,
        };
        return new FileEntry
        {
            Name = name,
            Path = path,
            Type = type,
            SizeBytes = type == FileEntryType.File ? size : 0,
            ModifiedAt = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(modified, FirstSecond, LastSecond)),
            Mode = (UnixFileMode)mode & Permissions,
            Owner = fields[3],
            Group = fields[4],
        };
    }
}
