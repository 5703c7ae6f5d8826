using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFWS0001: members that the compiler's part uses are not unused.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsedByCompilerSuppressor()
    : AuthorSuppressor("CFWS0001", "The compiler's part of the class uses this member.", "IDE0051", "IDE0052", "CA1823", "CA1811")
{
    private static readonly string[] s_handleAttributes = ["SandboxId", "CreatedAt", "Status", "Labels", "ExpiresAt"];

    private protected override bool IsSuppressed(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method when IsOperation(method) => true,
        IMethodSymbol { Name: ComplianceTypes.CreateProvider } or IPropertySymbol { Name: ComplianceTypes.Settings }
            or IFieldSymbol { Name: ComplianceTypes.Settings } => IsTestClass(symbol.ContainingType),
        IPropertySymbol or IFieldSymbol => Array.Exists(s_handleAttributes, attribute => Symbols.Has(symbol, attribute)),
        _ => false,
    };

    internal static bool IsOperation(IMethodSymbol method) => Authored.OperationAttribute(method) is not null;

    internal static bool IsTestClass(INamedTypeSymbol? type) =>
        type is not null && ComplianceTypes.Attribute(type, ComplianceTypes.Testing, "ComplianceTestsAttribute") is not null;
}
