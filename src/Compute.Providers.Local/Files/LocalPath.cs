namespace Compute.Providers.Local.Files;

/// <summary>Comparisons of absolute paths without <c>.</c> and <c>..</c> in them.</summary>
internal static class LocalPath
{
    /// <summary>Whether a path is a directory or below it; <c>/work-evil</c> is not below <c>/work</c>.</summary>
    public static bool IsWithin(string path, string directory) =>
        path.Equals(directory, StringComparison.Ordinal)
        || path.StartsWith(directory.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
