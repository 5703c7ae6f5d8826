using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW3002: compliance tests are for providers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAProviderAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.TypeAttribute)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ComplianceProblemIds.NotAProvider,
        title: "Compliance tests must name a provider",
        messageFormat: Rule.WholeMessage,
        category: Rule.ComplianceTests,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ComplianceProblemIds.NotAProvider));
}
