using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1011: there is one record of own options.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeveralOwnOptionsAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.SeveralOwnOptions,
        title: "A method may take one record of the provider's own options",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.SeveralOwnOptions));
}
