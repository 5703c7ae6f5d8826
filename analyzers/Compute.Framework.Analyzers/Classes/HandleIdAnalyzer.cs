using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW0007: a handle has exactly one [SandboxId].</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandleIdAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.HandleId,
        title: "A handle must have exactly one sandbox id",
        messageFormat: Rule.WholeMessage,
        category: Rule.Classes,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.HandleId));
}
