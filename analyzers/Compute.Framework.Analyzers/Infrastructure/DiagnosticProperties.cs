namespace Compute.Framework.Analyzers;

/// <summary>What diagnostics tell code fixes.</summary>
internal static class DiagnosticProperties
{
    /// <summary>The text to write: a name, a type, a parameter's declaration, an operation, by the rule.</summary>
    public const string Proposal = nameof(Proposal);
}
