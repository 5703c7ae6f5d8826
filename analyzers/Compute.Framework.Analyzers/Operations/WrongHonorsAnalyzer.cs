using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1010: [Honors] names what the method takes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WrongHonorsAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.Honors)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.WrongHonors,
        title: "[Honors] must name options that the method takes",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.WrongHonors));
}
