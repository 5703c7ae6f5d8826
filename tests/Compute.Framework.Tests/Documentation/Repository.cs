using System.Runtime.CompilerServices;

namespace Compute.Framework.Tests.Documentation;

/// <summary>Where the pages and sources are.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
