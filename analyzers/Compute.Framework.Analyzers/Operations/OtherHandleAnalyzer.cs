using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1014: all operations use the same handle.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OtherHandleAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.Type)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.OtherHandle,
        title: "All operations must use the same handle",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.OtherHandle));
}
