using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW2002: settings are made first and then filled.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NoDefaultConstructorAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.NoDefaultConstructor,
        title: "Settings must have a constructor without parameters",
        messageFormat: Rule.WholeMessage,
        category: Rule.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.NoDefaultConstructor));
}
