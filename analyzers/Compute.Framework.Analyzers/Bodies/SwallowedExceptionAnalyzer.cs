using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4005: a response that was not given is not made up.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedExceptionAnalyzer() : BodyAnalyzer(s_rule)
{
    /// <summary>Operations that have a result for "there is nothing", for which a fault is easily taken.</summary>
    private static readonly string[] s_operations = ["Destroy", "Delete", "Get", "List", "Describe", "FileExists", "AttachProcess"];

    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.SwallowedException,
        title: "A fault must not be reported as a result",
        messageFormat: "The method '{0}' catches {1} and goes on as if the back end had responded: catch only what says that there is no " +
            "such sandbox, and let the rest through",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.SwallowedException));

    private protected override void Check(
        OperationBlockAnalysisContext context, IMethodSymbol method, OperationShape shape, IBlockOperation body)
    {
        if (!Array.Exists(s_operations, operation => shape.Name.StartsWith(operation, StringComparison.Ordinal)))
        {
            return;
        }

        foreach (var operation in body.Descendants())
        {
            if (operation is ICatchClauseOperation { Filter: null, Syntax: CatchClauseSyntax syntax } clause
                && Faults.IsBroad(clause.ExceptionType)
                && !Throws(clause.Handler))
            {
                context.ReportDiagnostic(At(
                    syntax.CatchKeyword.GetLocation(),
                    method.Name,
                    syntax.Declaration is null ? "every exception" : clause.ExceptionType.Name));
            }
        }
    }

    private static bool Throws(IBlockOperation handler)
    {
        foreach (var operation in handler.Descendants())
        {
            if (operation is IThrowOperation
                || (
                    operation is IInvocationOperation call && ComplianceTypes.Attribute(
                        call.TargetMethod, "System.Diagnostics.CodeAnalysis", "DoesNotReturnAttribute") is not null))
            {
                return true;
            }
        }

        return false;
    }
}
