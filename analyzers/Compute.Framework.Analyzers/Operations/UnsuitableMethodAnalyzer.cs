using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1003: the methods of operations are neither generic nor by reference.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsuitableMethodAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.UnsuitableMethod,
        title: "The method of an operation must be an ordinary method without ref parameters",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.UnsuitableMethod));
}
