using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>Takes back what other analyzers say about an author's symbols because they do not know the compiler's part.</summary>
/// <param name="id">The id of the suppression.</param>
/// <param name="justification">Why it is right.</param>
/// <param name="suppressed">The rules of others.</param>
public abstract class AuthorSuppressor(string id, string justification, params string[] suppressed) : DiagnosticSuppressor
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Descriptors(
        id, justification, suppressed);

    /// <inheritdoc/>
    public sealed override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (SymbolAt(diagnostic, context) is { } symbol && IsSuppressed(symbol))
            {
                context.ReportSuppression(Suppression.Create(DescriptorFor(diagnostic.Id), diagnostic));
            }
        }
    }

    /// <summary>Whether what others say of the symbol is wrong.</summary>
    private protected abstract bool IsSuppressed(ISymbol symbol);

    private static ISymbol? SymbolAt(Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return null;
        }

        var model = context.GetSemanticModel(tree);
        for (var node = tree.GetRoot(context.CancellationToken)
            .FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true); node is not null; node = node.Parent)
        {
            if (model.GetDeclaredSymbol(node, context.CancellationToken) is { } symbol)
            {
                return symbol;
            }
        }

        return null;
    }

    private static ImmutableArray<SuppressionDescriptor> Descriptors(string id, string justification, string[] suppressed)
    {
        var descriptors = ImmutableArray.CreateBuilder<SuppressionDescriptor>(suppressed.Length);
        foreach (var rule in suppressed)
        {
            descriptors.Add(new(id, rule, justification));
        }

        return descriptors.ToImmutable();
    }

    private SuppressionDescriptor DescriptorFor(string rule)
    {
        foreach (var descriptor in SupportedSuppressions)
        {
            if (descriptor.SuppressedDiagnosticId == rule)
            {
                return descriptor;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(rule), rule, "The rule is not one that is suppressed here.");
    }
}
