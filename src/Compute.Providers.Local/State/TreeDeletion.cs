namespace Compute.Providers.Local.State;

/// <summary>Deletes directory trees. Links are deleted, never followed.</summary>
internal static class TreeDeletion
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Deletes a tree; false when something of it is left.</summary>
    public static bool TryDelete(string path)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return true;
            }
            catch (DirectoryNotFoundException)
            {
                return true;
            }
            catch (UnauthorizedAccessException) when (!OperatingSystem.IsWindows())
            {
                MakeDeletable(path);
            }
            catch (IOException)
            {
                // A process that is dying may still have created a file meanwhile.
            }
        }

        return !Directory.Exists(path);
    }

    /// <summary>A sandbox may have taken away its own permissions.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void MakeDeletable(string path)
    {
        try
        {
            File.SetUnixFileMode(path, OwnerAll);
            foreach (var directory in new DirectoryInfo(path).EnumerateDirectories())
            {
                if (directory.LinkTarget is null)
                {
                    MakeDeletable(directory.FullName);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be changed is reported by the deletion.
        }
    }
}
