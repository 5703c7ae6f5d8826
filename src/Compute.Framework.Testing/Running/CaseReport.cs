using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>What became of one case.</summary>
/// <param name="CaseId">The case's id.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record CaseReport(string CaseId, CaseOutcome Outcome)
{
    /// <summary>How long the case took, with what it had to wait for.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What the case waited for, in order.</summary>
    public IReadOnlyList<CaseWait> Waits { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf<CaseWait>(null);
}

/// <summary>A wait of a case.</summary>
/// <param name="For">What it waited for.</param>
/// <param name="Duration">How long it waited.</param>
public sealed record CaseWait(string For, TimeSpan Duration);
