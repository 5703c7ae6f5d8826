using Compute.Framework.Generators.Tests;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Sources that are kept as files: mistakes with marks, and unusual providers that are right.</summary>
internal static class CorpusFiles
{
    public static IReadOnlyList<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(PathOf(folder), "*.cs").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static string Read(string folder, string name) => File.ReadAllText(Path.Combine(PathOf(folder), name));

    private static string PathOf(string folder) => Path.Combine(Repository.Root, "tests", "Compute.Framework.Analyzers.Tests", folder);
}
