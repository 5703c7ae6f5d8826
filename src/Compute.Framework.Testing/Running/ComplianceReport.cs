using System.Globalization;
using System.Text;

namespace Compute.Framework.Testing;

/// <summary>What became of the cases of one run.</summary>
/// <param name="ProviderName">The provider's name; null when it could not be created.</param>
/// <param name="Cases">One entry a case that was run.</param>
/// <param name="Unproven">Options that the provider claims and that no passed case of this run has shown inside a sandbox.</param>
public sealed record ComplianceReport(
    string? ProviderName,
    IReadOnlyList<CaseReport> Cases,
    IReadOnlyList<OptionCell> Unproven)
{
    /// <summary>How many cases ended in a way.</summary>
    /// <param name="status">The way.</param>
    public int Count(CaseStatus status) => Cases.Count(result => result.Outcome.Status == status);

    /// <summary>The report as text of about one page.</summary>
    /// <param name="leftovers">The ids of the run's sandboxes that were found at the provider afterwards.</param>
    public string Write(IReadOnlyList<string> leftovers)
    {
        ArgumentNullException.ThrowIfNull(leftovers);
        var text = new StringBuilder();
        Line($"Compliance of {ProviderName ?? "a provider that could not be created"}");
        Line($"passed {Count(CaseStatus.Passed)}, failed {Count(CaseStatus.Failed)}, not applicable {Count(CaseStatus.NotApplicable)}, skipped {Count(CaseStatus.Skipped)}, of {ComplianceCatalogue.Cases.Count} in the catalogue");
        Line($"sandboxes left behind: {leftovers.Count}");
        Line($"unproven options: {Unproven.Count}{(Unproven.Count == 0 ? "" : " (" + string.Join(", ", Unproven) + ")")}");
        foreach (var status in (CaseStatus[])[CaseStatus.Failed, CaseStatus.NotApplicable, CaseStatus.Skipped])
        {
            foreach (var reason in Cases.Where(result => result.Outcome.Status == status).GroupBy(result => result.Outcome.Reason))
            {
                Line($"{status}: {reason.Key}");
                Line($"    {string.Join(", ", reason.Select(result => result.CaseId))}");
            }
        }

        return text.ToString();

        void Line(string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");
    }
}

/// <summary>What became of one case.</summary>
/// <param name="CaseId">The case's id.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record CaseReport(string CaseId, CaseOutcome Outcome);
