using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW0003: what contains a provider is partial too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContainerNotPartialAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.ContainerNotPartial,
        title: "The types that contain an extended type must be partial",
        messageFormat: Rule.WholeMessage,
        category: Rule.Classes,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.ContainerNotPartial));
}
