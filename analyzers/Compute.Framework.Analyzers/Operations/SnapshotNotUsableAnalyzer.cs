using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW1012: a snapshot can be used.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SnapshotNotUsableAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.SnapshotNotUsable,
        title: "A sandbox must be creatable from a snapshot",
        messageFormat: Rule.WholeMessage,
        category: Rule.Operations,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.SnapshotNotUsable));
}
