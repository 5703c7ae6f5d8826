using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFWS0004: an operation must take the handle and the token, whether or not it needs them. Other parameters that it does not read
/// have a rule of their own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeededParameterSuppressor()
    : AuthorSuppressor("CFWS0004", "The operation's method must take this parameter.", "IDE0060", "CA1801")
{
    private protected override bool IsSuppressed(ISymbol symbol) =>
        symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter
        && UsedByCompilerSuppressor.IsOperation(method)
        && (Symbols.Is(parameter.Type, "System.Threading", "CancellationToken") || HandleParser.IsHandle(parameter.Type));
}
