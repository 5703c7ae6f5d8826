using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit.Sdk;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Whether a mistake is reported where it was made, and whether what is generated says the same.</summary>
internal static class MutantCheck
{
    /// <summary>What is wrong with what was said of a mutant, or null.</summary>
    public static async Task<string?> FailureAsync(Mutant mutant)
    {
        var before = (await mutant.Source.RunAsync()).Diagnostics.Select(Key).ToHashSet();
        var run = await mutant.Source.RunAsync(mutant.File, mutant.Changes);
        var found = run.Diagnostics.Where(diagnostic => !before.Contains(Key(diagnostic))).ToList();
        try
        {
            LawEight.Check(run);
        }
        catch (XunitException failure)
        {
            return Report(mutant, $"What is reported is not what is generated: {failure.Message}", found);
        }

        if (mutant.WhyValid is not null)
        {
            return found.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? Report(mutant, $"It should be valid: {mutant.WhyValid}", found) : null;
        }

        var places = mutant.Places().ToList();
        return found.Exists(diagnostic => IsExpected(mutant, diagnostic) && IsAt(places, diagnostic)) ? null : Report(mutant, $"None of {string.Join(", ", mutant.Rules)} is reported there.", found);
    }

    private static (string, string) Key(Diagnostic diagnostic) => (diagnostic.Id, diagnostic.GetMessage(null));

    private static bool IsExpected(Mutant mutant, Diagnostic diagnostic) => mutant.Rules.Contains(diagnostic.Id) || (mutant.Rules.Contains("CS") && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));

    private static bool IsAt(List<(string File, TextSpan Span)> places, Diagnostic diagnostic) =>
        places.Exists(place => diagnostic.Location.SourceTree?.FilePath == place.File && place.Span.IntersectsWith(diagnostic.Location.SourceSpan));

    private static string Report(Mutant mutant, string what, IEnumerable<Diagnostic> found) =>
        $"{mutant.Source.Name}: {mutant.Site}: {what}\n{string.Join('\n', found.Select(diagnostic => $"    {diagnostic}").DefaultIfEmpty("    (nothing)"))}";
}
