using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW0004: a provider has a well-formed name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProviderNameAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.TypeAttribute)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.ProviderName,
        title: "A provider needs a name of lower case letters, digits and hyphens",
        messageFormat: Rule.WholeMessage,
        category: Rule.Classes,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.ProviderName));
}
