using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW2007: whoever must give a value learns how to get it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoSetupAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.NoSetup,
        title: "A required setting should say how to get a value",
        messageFormat: "The setting '{0}' is required and says nowhere how to get a value: write [Setup(\"...\")]",
        category: Rule.Settings,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.NoSetup));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(
        found =>
        {
            if (found.Symbol is IPropertySymbol { IsRequired: true, IsOverride: false } property
                && Symbols.Has(property.ContainingType, "ProviderSettings")
                && string.IsNullOrWhiteSpace(Symbols.Text(InheritedAttributes.Find(property.ContainingType, property, "Setup"))))
            {
                found.ReportDiagnostic(At(Authored.LocationOf(property), property.Name));
            }
        },
        SymbolKind.Property);
}
