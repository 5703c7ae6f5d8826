using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW2005: secrets are strings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretOfNonTextAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.Type)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.SecretOfNonText,
        title: "A secret must be a string",
        messageFormat: Rule.WholeMessage,
        category: Rule.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.SecretOfNonText));
}
