using System.Runtime.Versioning;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.State;

/// <summary>Deletes directory trees of the provider's own. Links are deleted, never followed.</summary>
internal static class TreeDeletion
{
    private const int Attempts = 3;

    /// <summary>Deletes a tree; false when something of it is left.</summary>
    public static bool TryDelete(string path) => Delete(path) is null;

    /// <summary>Deletes a tree, with everything in it that this user can delete.</summary>
    /// <returns>Null when it is gone; otherwise what is left, and why.</returns>
    public static string? Delete(string path)
    {
        string? left = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // More than once: a process that is dying may still have created a file meanwhile.
            left = OperatingSystem.IsLinux() ? DeleteByDescriptors(path) : DeleteByPath(path);
            if (left is null)
            {
                return null;
            }
        }

        return left;
    }

    [SupportedOSPlatform("linux")]
    private static string? DeleteByDescriptors(string path)
    {
        try
        {
            var parent = At.TryOpen(
                null, NativeName.Of(Path.GetDirectoryName(path) ?? "/"), Libc.O_RDONLY | Libc.O_DIRECTORY, out var error);
            if (parent is null)
            {
                return error == Libc.ENOENT ? null : Libc.Describe(error);
            }

            using (parent)
            {
                var removal = new TreeRemoval(force: true);
                removal.Delete(parent, NativeName.Of(Path.GetFileName(path)));
                return removal.Failure?.Message;
            }
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }

    private static string? DeleteByPath(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
