using Compute.Tests.Shared;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>The cases that a mutant must fail besides its own, by its own case: what is broken is what they are built on.
/// <c>COMPUTE_WRITE_DOCS=1</c> writes what the mutants that are run fail into <c>FurtherFailures.txt</c>.</summary>
internal static class FurtherFailures
{
    private const string Indent = "  ";

    private static readonly string SnapshotPath =
        Path.Combine(SourceTree.Root, "tests", "Compute.Framework.Testing.Tests", "Mutants", "FurtherFailures.txt");

    private static readonly Lock Writing = new();
    private static readonly Dictionary<string, string[]> ByCase = Read();

    public static bool IsWritten { get; } = Environment.GetEnvironmentVariable("COMPUTE_WRITE_DOCS") == "1";

    public static IReadOnlyList<string> Of(string caseId) => ByCase.GetValueOrDefault(caseId, []);

    /// <summary>Writes the further cases that the mutants of a case fail; those of other groups than the ones that were run stay.</summary>
    public static void Write(string caseId, IReadOnlyCollection<string> run, IEnumerable<string> failed)
    {
        lock (Writing)
        {
            var byCase = Read();
            var further = byCase.GetValueOrDefault(caseId, []).Except(run).Concat(failed).Where(id => id != caseId);
            byCase[caseId] = [.. further.Order(StringComparer.Ordinal)];
            File.WriteAllLines(
                SnapshotPath,
                byCase.Where(entry => entry.Value.Length > 0).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .SelectMany(entry => entry.Value.Select(id => Indent + id).Prepend(entry.Key)));
        }
    }

    private static Dictionary<string, string[]> Read()
    {
        var byCase = new Dictionary<string, string[]>();
        var caseId = "";
        foreach (var line in File.ReadLines(SnapshotPath))
        {
            if (line.StartsWith(Indent, StringComparison.Ordinal))
            {
                byCase[caseId] = [.. byCase[caseId], line.Trim()];
            }
            else
            {
                caseId = line;
                byCase.Add(caseId, []);
            }
        }

        return byCase;
    }
}
