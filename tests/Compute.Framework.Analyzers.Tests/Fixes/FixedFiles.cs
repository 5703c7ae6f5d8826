using Compute.Framework.Generators.Tests;

namespace Compute.Framework.Analyzers.Tests.Fixes;

/// <summary>The expected changes of mistakes: <c>*</c> a fix, <c>-</c> a line that goes, <c>+</c> one that comes, <c>!</c> what is still reported.</summary>
internal static class FixedFiles
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "Compute.Framework.Analyzers.Tests", "Fixed");

    public static IReadOnlyList<string> All => [.. Directory.EnumerateFiles(s_folder, "*.diff").Where(file => !file.EndsWith(".received.diff", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>What is expected. Where it differs, what was found is left beside it, to be looked at and taken over.</summary>
    public static string Read(string mistake, string found)
    {
        var file = Path.Combine(s_folder, Path.ChangeExtension(mistake, ".diff"));
        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected != found)
        {
            File.WriteAllText(Path.Combine(s_folder, Path.ChangeExtension(mistake, ".received.diff")), found);
        }

        return expected;
    }
}
