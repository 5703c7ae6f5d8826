using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>What became of the cases of one run.</summary>
/// <param name="ProviderName">The provider's name; null when it could not be created.</param>
/// <param name="Cases">One entry a case that was run.</param>
/// <param name="Unproven">The operations and options that the provider claims, natively or emulated, and that no passed case of
/// this run has shown inside a sandbox. There are no exceptions: what no case of the catalogue can show is listed too.</param>
public sealed record ComplianceReport(
    string? ProviderName,
    IReadOnlyList<CaseReport> Cases,
    IReadOnlyList<OptionCell> Unproven)
{
    /// <summary>One entry a case that was run.</summary>
    public IReadOnlyList<CaseReport> Cases { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf(Cases);

    /// <summary>The operations and options that the provider claims, natively or emulated, and that no passed case of this run has shown
    /// inside a sandbox.</summary>
    public IReadOnlyList<OptionCell> Unproven { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf(Unproven);

    /// <summary>How many cases ended in a way.</summary>
    /// <param name="status">The way.</param>
    public int Count(CaseStatus status) => Cases.Count(result => result.Outcome.Status == status);

    /// <summary>The report as text of about one page.</summary>
    /// <param name="leftovers">The ids of the run's sandboxes that were found at the provider afterwards.</param>
    public string Write(IReadOnlyList<string> leftovers)
    {
        ArgumentNullException.ThrowIfNull(leftovers);
        return new ComplianceReportWriter(this).Write(leftovers.Count);
    }
}
