using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW2006: each setting has an environment variable of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SameEnvironmentNameAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.SameEnvironmentName,
        title: "Two settings must not be read from the same environment variable",
        messageFormat: Rule.WholeMessage,
        category: Rule.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.SameEnvironmentName));
}
