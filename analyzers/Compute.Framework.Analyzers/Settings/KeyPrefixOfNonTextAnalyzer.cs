using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW2004: only strings have prefixes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyPrefixOfNonTextAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.KeyPrefixOfNonText,
        title: "[KeyPrefix] is for strings",
        messageFormat: Rule.WholeMessage,
        category: Rule.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.KeyPrefixOfNonText));
}
