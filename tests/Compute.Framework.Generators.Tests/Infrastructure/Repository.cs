using System.Runtime.CompilerServices;

namespace Compute.Framework.Generators.Tests;

/// <summary>Files of the repository, found from where this file was compiled.</summary>
internal static class Repository
{
    public static string Tests { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Tests, "..", ".."));

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Tests, .. path]));

    private static string Here([CallerFilePath] string path = "") => path;
}
