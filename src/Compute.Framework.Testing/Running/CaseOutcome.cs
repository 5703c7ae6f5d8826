namespace Compute.Framework.Testing;

/// <summary>How a case ended. A case that fails throws <see cref="ComplianceFailedException"/> instead.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">Why the case did not run or does not apply; null when it passed.</param>
public sealed record CaseOutcome(CaseStatus Status, string? Reason = null)
{
    /// <summary>Why the test of the case is skipped: the kind (<c>NotApplicable</c>, <c>NotHere</c> or <c>Missing</c>), a colon and the
    /// reason. Null when the case passed or failed.</summary>
    public string? SkipReason => Status switch
    {
        CaseStatus.NotApplicable => $"NotApplicable: {Reason}",
        CaseStatus.NotHere => $"NotHere: {Reason}",
        CaseStatus.Skipped => $"Missing: {Reason}",
        _ => null,
    };
}

/// <summary>What became of a case.</summary>
public enum CaseStatus
{
    /// <summary>The provider showed what the case asks for.</summary>
    Passed,

    /// <summary>The provider does not claim what the case is about, or the case's author or settings say why it cannot be shown.</summary>
    NotApplicable,

    /// <summary>The provider claims what this machine or account cannot show: <see cref="ComplianceSettings.NotHere"/> says why.</summary>
    NotHere,

    /// <summary>The provider could not be configured or is not available here.</summary>
    Skipped,

    /// <summary>The provider broke the contract.</summary>
    Failed,
}
