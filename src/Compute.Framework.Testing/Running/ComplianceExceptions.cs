namespace Compute.Framework.Testing;

/// <summary>A provider broke the contract.</summary>
public sealed class ComplianceFailedException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="expected">What the contract asks for.</param>
    /// <param name="actual">What came.</param>
    /// <param name="law">The law of the design that is broken.</param>
    /// <param name="innerException">What the provider threw, or null.</param>
    public ComplianceFailedException(string expected, string actual, string law, Exception? innerException = null)
        : base($"Expected: {expected}{Environment.NewLine}Actual:   {actual}{Environment.NewLine}Contract: {law}", innerException)
    {
        Expected = expected;
        Actual = actual;
        Law = law;
    }

    /// <summary>What the contract asks for.</summary>
    public string Expected { get; }

    /// <summary>What came.</summary>
    public string Actual { get; }

    /// <summary>The law of the design that is broken.</summary>
    public string Law { get; }
}

/// <summary>A case has nothing to show for this provider; see <see cref="ComplianceContext.NotApplicable"/>.</summary>
/// <param name="reason">Why not.</param>
public sealed class CaseNotApplicableException(string reason) : Exception(reason);
