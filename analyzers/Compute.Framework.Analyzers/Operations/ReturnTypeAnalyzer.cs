using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1008: operations return what is waited for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReturnTypeAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.Type)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.ReturnType,
        title: "An operation must return what the framework waits for",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.ReturnType));
}
