using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW2009: a record that the generator does not complete prints its secrets.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretPrintedAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.SecretPrinted,
        title: "A record must not print a secret",
        messageFormat: "The text of the record '{0}' shows the secret '{1}', which is hidden in records with [ProviderSettings] only: " +
            "override ToString",
        category: Rule.Settings,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.SecretPrinted));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(
        found =>
        {
            var type = (INamedTypeSymbol)found.Symbol;
            if (type is { IsRecord: true, IsAbstract: false }
                && !Symbols.Has(type, "ProviderSettings")
                && IsPrinted(type)
                && PrintedSecret(type) is { } secret)
            {
                found.ReportDiagnostic(At(Authored.LocationOf(type), type.Name, secret.Name));
            }
        },
        SymbolKind.NamedType);

    /// <summary>Whether the compiler writes the record's text.</summary>
    private static bool IsPrinted(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers("ToString"))
        {
            if (member is IMethodSymbol { Parameters.IsEmpty: true, IsImplicitlyDeclared: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first secret in the text: of the record and its base records, down to one whose members are printed by hand.</summary>
    private static IPropertySymbol? PrintedSecret(INamedTypeSymbol type)
    {
        foreach (var current in Symbols.Hierarchy(type))
        {
            if (IsPrintedByHand(current))
            {
                return null;
            }

            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, IsOverride: false, DeclaredAccessibility: Accessibility.Public,
                    GetMethod: not null } property
                    && InheritedAttributes.IsSecret(type, property))
                {
                    return property;
                }
            }
        }

        return null;
    }

    private static bool IsPrintedByHand(ITypeSymbol type)
    {
        foreach (var member in type.GetMembers("PrintMembers"))
        {
            if (member is IMethodSymbol { Parameters.Length: 1, IsImplicitlyDeclared: false })
            {
                return true;
            }
        }

        return Symbols.Has(type, "ProviderSettings");
    }
}
