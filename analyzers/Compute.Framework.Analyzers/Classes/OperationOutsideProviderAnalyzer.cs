using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW0014: operations belong to providers; those of base classes are not seen either.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OperationOutsideProviderAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.OperationOutsideProvider,
        title: "An operation must be a method of a class with [Provider]",
        messageFormat: "The class '{0}' of '{1}' has no [Provider], so that this attribute has no effect: write [Provider(\"name\")] " +
            "above the class, or take the attribute off",
        category: Rule.Classes,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.OperationOutsideProvider));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(
        found =>
        {
            var method = (IMethodSymbol)found.Symbol;
            if (Authored.OperationAttribute(method) is { } attribute && !Symbols.Has(method.ContainingType, "Provider"))
            {
                found.ReportDiagnostic(At(
                    Authored.LocationOf(attribute, method, found.CancellationToken), method.ContainingType.Name, method.Name));
            }
        },
        SymbolKind.Method);
}
