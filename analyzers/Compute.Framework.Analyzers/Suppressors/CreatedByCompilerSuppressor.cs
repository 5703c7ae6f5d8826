using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFWS0003: objects of these classes are made by the compiler's part, by a caller or by the back end's answers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CreatedByCompilerSuppressor()
    : AuthorSuppressor("CFWS0003", "The compiler's part makes objects of this class, or those who use the provider do.", "CA1812")
{
    private protected override bool IsSuppressed(ISymbol symbol) =>
        symbol is INamedTypeSymbol type
        && (
            Symbols.Has(type, "Provider") || Symbols.Has(
                type,
                "ProviderSettings") || HandleParser.IsHandle(type) || UsedByCompilerSuppressor.IsTestClass(type) || IsOwnOptions(type));

    private static bool IsOwnOptions(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Symbols.Is(current, Symbols.Contract, "ProviderSandboxOptions"))
            {
                return true;
            }
        }

        return false;
    }
}
