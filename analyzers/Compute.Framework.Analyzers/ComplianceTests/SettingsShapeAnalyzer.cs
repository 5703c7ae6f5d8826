using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW3005: the settings of compliance tests have the right shape.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettingsShapeAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ComplianceProblemIds.SettingsShape,
        title: "Settings of compliance tests must be static and of the type ComplianceSettings",
        messageFormat: Rule.WholeMessage,
        category: Rule.ComplianceTests,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ComplianceProblemIds.SettingsShape));
}
