using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>Looks at the bodies of the methods that a provider has for its operations.</summary>
/// <param name="rule">The rule.</param>
public abstract class BodyAnalyzer(DiagnosticDescriptor rule) : FrameworkAnalyzer(rule)
{
    /// <inheritdoc/>
    protected sealed override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationBlockAction(block =>
    {
        if (Authored.Operation(block.OwningSymbol) is { } shape && Bodies.Of(block) is { } body)
        {
            Check(block, (IMethodSymbol)block.OwningSymbol, shape, body);
        }
    });

    private protected abstract void Check(
        OperationBlockAnalysisContext context, IMethodSymbol method, OperationShape shape, IBlockOperation body);
}
