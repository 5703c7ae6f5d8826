using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW3004: CreateProvider has the right shape.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CreateProviderShapeAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ComplianceProblemIds.CreateProviderShape,
        title: "CreateProvider must be a static method that returns the provider",
        messageFormat: Rule.WholeMessage,
        category: Rule.ComplianceTests,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ComplianceProblemIds.CreateProviderShape));
}
