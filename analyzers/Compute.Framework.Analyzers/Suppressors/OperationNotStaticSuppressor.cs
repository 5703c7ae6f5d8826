using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFWS0002: an operation may be static and need not be.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OperationNotStaticSuppressor()
    : AuthorSuppressor("CFWS0002", "An operation belongs to the provider, whether or not it uses the provider's state.", "CA1822")
{
    private protected override bool IsSuppressed(ISymbol symbol) =>
        symbol is IMethodSymbol method && UsedByCompilerSuppressor.IsOperation(method);
}
