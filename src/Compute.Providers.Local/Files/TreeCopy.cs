namespace Compute.Providers.Local.Files;

/// <summary>Copies directory trees: links as links, modes kept, special files left out.</summary>
internal static class TreeCopy
{
    public static void CopyDirectory(string source, string destination, CancellationToken cancellationToken)
    {
        // Collected first: a copy into its own source must end.
        var directories = new List<(string From, string To)> { (source, destination) };
        for (var index = 0; index < directories.Count; index++)
        {
            foreach (var child in new DirectoryInfo(directories[index].From).EnumerateDirectories()
                .Where(child => child.LinkTarget is null))
            {
                directories.Add((child.FullName, Path.Combine(directories[index].To, child.Name)));
            }
        }

        foreach (var (from, to) in directories)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Directory.CreateDirectory(to);
            foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
            {
                CopyEntry(entry, Path.Combine(to, entry.Name));
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            // Modes last, and from the leaves up: a directory may not be writable.
            for (var index = directories.Count - 1; index >= 0; index--)
            {
                File.SetUnixFileMode(directories[index].To, File.GetUnixFileMode(directories[index].From));
            }
        }
    }

    /// <summary>Moves a directory, across file systems and layers too.</summary>
    public static void MoveDirectory(string source, string destination)
    {
        try
        {
            Directory.Move(source, destination);
        }
        catch (IOException) when (Directory.Exists(source) && !Directory.Exists(destination))
        {
            CopyDirectory(source, destination, CancellationToken.None);
            Directory.Delete(source, recursive: true);
        }
    }

    private static void CopyEntry(FileSystemInfo entry, string destination)
    {
        if (entry.LinkTarget is { } target)
        {
            File.Delete(destination);
            File.CreateSymbolicLink(destination, target);
        }
        else if (entry is FileInfo file
            && !(OperatingSystem.IsLinux() && Native.At.Status(file.FullName)?.Type == Compute.Framework.FileEntryType.Other))
        {
            file.CopyTo(destination, overwrite: true);
        }
    }
}
