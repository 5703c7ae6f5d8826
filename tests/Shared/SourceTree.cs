using System.Runtime.CompilerServices;

namespace Compute.Tests.Shared;

/// <summary>Where the repository is whose tests these are.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
