using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1005: parameters have names that the operation knows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownParameterAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.UnknownParameter,
        title: "A parameter of an operation must bind by its name",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.UnknownParameter));
}
