using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW3003: the tests can make the provider.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeedsCreateProviderAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ComplianceProblemIds.NeedsCreateProvider,
        title: "Compliance tests need CreateProvider where the environment does not suffice",
        messageFormat: Rule.WholeMessage,
        category: Rule.ComplianceTests,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ComplianceProblemIds.NeedsCreateProvider));
}
