using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1015: [Honors] says something about an operation. A warning, because nothing is generated for the method either
/// way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HonorsWithoutOperationAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.HonorsWithoutOperation,
        title: "[Honors] must be on the method of an operation",
        messageFormat: "The method '{0}' has no operation's attribute, so that [Honors] has no effect: write the operation's attribute, " +
            "such as [RunCommand], beside it, or remove [Honors]",
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.HonorsWithoutOperation));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSymbolAction(
        found =>
        {
            var method = (IMethodSymbol)found.Symbol;
            if (Symbols.Attribute(method, "Honors") is { } honors && Authored.OperationAttribute(method) is null)
            {
                found.ReportDiagnostic(At(Authored.LocationOf(honors, method, found.CancellationToken), method.Name));
            }
        },
        SymbolKind.Method);
}
