using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1006: parameters have the types of what they are bound to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParameterTypeAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.Type)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.ParameterType,
        title: "A parameter of an operation must have the type of what it is bound to",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.ParameterType));
}
