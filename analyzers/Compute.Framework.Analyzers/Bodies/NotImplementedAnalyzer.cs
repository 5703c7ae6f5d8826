using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4003: a method that is declared does something.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotImplementedAnalyzer() : BodyAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.NotImplemented,
        title: "A declared operation must be implemented",
        messageFormat: "The method '{0}' declares {1} and only throws NotImplementedException: write it, or remove it so that the " +
            "operation counts as unsupported",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.NotImplemented));

    private protected override void Check(
        OperationBlockAnalysisContext context, IMethodSymbol method, OperationShape shape, IBlockOperation body)
    {
        if (Symbols.Is(Bodies.OnlyThrown(body)?.Type, "System", "NotImplementedException"))
        {
            context.ReportDiagnostic(At(Authored.LocationOf(method), method.Name, shape.Name));
        }
    }
}
