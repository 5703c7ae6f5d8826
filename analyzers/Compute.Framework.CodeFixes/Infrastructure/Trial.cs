using Microsoft.CodeAnalysis;

namespace Compute.Framework.CodeFixes;

/// <summary>Tries changes whose success depends on what is written in bodies.</summary>
internal static class Trial
{
    /// <summary>
    /// The first of some solutions whose document has no new errors, rather one without new doubts about null than one with; null when all
    /// have errors.
    /// </summary>
    public static async Task<Solution?> FirstSoundAsync(
        Document document, IEnumerable<Solution> candidates, CancellationToken cancellationToken)
    {
        Solution? doubtful = null;
        var before = await ObjectionsAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var candidate in candidates)
        {
            var (errors, doubts) = await ObjectionsAsync(candidate.GetDocument(document.Id)!, cancellationToken).ConfigureAwait(false);
            if (errors <= before.Errors && doubts <= before.Doubts)
            {
                return candidate;
            }

            doubtful ??= errors <= before.Errors ? candidate : null;
        }

        return doubtful;
    }

    private static async Task<(int Errors, int Doubts)> ObjectionsAsync(Document document, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var diagnostics = model?.GetDiagnostics(cancellationToken: cancellationToken) ?? [];
        return (
            diagnostics.Count(IsError),
            diagnostics.Count(diagnostic => !IsError(diagnostic) && diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal)));
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
