namespace Compute.Providers.E2B.Wire;

/// <summary>The agent's entries as the framework's.</summary>
internal static class EntryForms
{
    private const int PermissionBits = 0x1FF;

    /// <summary>The agent gives a link the type and the mode of what it leads to; the letters before the permissions are its own.</summary>
    public static FileEntry ToFileEntry(this Entry entry, string path)
    {
        var letters = entry.Permissions is { Length: > 9 } permissions ? permissions[..^9] : string.Empty;
        var type = entry.SymlinkTarget is not null || letters.Contains('L', StringComparison.Ordinal) ? FileEntryType.SymbolicLink
            : entry.Type switch
            {
                "FILE_TYPE_FILE" => FileEntryType.File,
                "FILE_TYPE_DIRECTORY" => FileEntryType.Directory,
                "FILE_TYPE_SYMLINK" => FileEntryType.SymbolicLink,
                _ => FileEntryType.Other,
            };
        return new FileEntry
        {
            Name = entry.Name,
            Path = path,
            Type = type,
            SizeBytes = type == FileEntryType.File ? entry.Size : 0,
            ModifiedAt = entry.ModifiedTime?.ToUniversalTime(),
            Mode = (UnixFileMode)(entry.Mode & PermissionBits) | Special(letters),
            Owner = entry.Owner,
            Group = entry.Group,
        };
    }

    /// <summary>The bits of the mode that the agent has only in Go's letters.</summary>
    private static UnixFileMode Special(string letters) =>
        (letters.Contains('u', StringComparison.Ordinal) ? UnixFileMode.SetUser : 0)
        | (letters.Contains('g', StringComparison.Ordinal) ? UnixFileMode.SetGroup : 0)
        | (letters.Contains('t', StringComparison.Ordinal) ? UnixFileMode.StickyBit : 0);
}
