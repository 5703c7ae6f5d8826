using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFWS0003: objects of these classes are made by the compiler's part, by a caller or by the back end's responses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CreatedByCompilerSuppressor()
    : AuthorSuppressor("CFWS0003", "The compiler's part makes objects of this class, or those who use the provider do.", "CA1812")
{
    private protected override bool IsSuppressed(ISymbol symbol) =>
        symbol is INamedTypeSymbol type
        && (Symbols.Has(type, "Provider")
            || Symbols.Has(type, "ProviderSettings")
            || HandleParser.IsHandle(type)
            || UsedByCompilerSuppressor.IsTestClass(type)
            || ParameterRecord.IsOwnOptions(type)
            || (type.IsRecord && IsTaken(type, type.ContainingAssembly.GlobalNamespace)));

    /// <summary>Whether the method of an operation takes the record.</summary>
    private static bool IsTaken(INamedTypeSymbol record, INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner ? IsTaken(record, inner) : member is IMethodSymbol method && IsTaken(record, method))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTaken(INamedTypeSymbol record, IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (SymbolEqualityComparer.Default.Equals(parameter.Type, record) && Authored.Operation(method) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
