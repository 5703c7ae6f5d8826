using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW3006: compliance tests have xUnit v3 to run under.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoXunitAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.TypeAttribute)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ComplianceProblemIds.NoXunit,
        title: "Compliance tests need xUnit v3",
        messageFormat: Rule.WholeMessage,
        category: Rule.ComplianceTests,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ComplianceProblemIds.NoXunit));
}
