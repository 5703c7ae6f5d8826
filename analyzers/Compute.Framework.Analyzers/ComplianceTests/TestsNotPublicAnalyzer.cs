using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW3007: classes of compliance tests are public.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TestsNotPublicAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ComplianceProblemIds.NotPublic,
        title: "A class with compliance tests must be public",
        messageFormat: Rule.WholeMessage,
        category: Rule.ComplianceTests,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ComplianceProblemIds.NotPublic));
}
