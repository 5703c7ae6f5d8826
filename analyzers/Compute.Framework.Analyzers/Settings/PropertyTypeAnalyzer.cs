using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW2001: settings can be read from text.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PropertyTypeAnalyzer() : ProblemAnalyzer(s_rule, ProblemPlace.Type)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.PropertyType,
        title: "A setting must have a type that can be read from text",
        messageFormat: Rule.WholeMessage,
        category: Rule.Settings,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.PropertyType));
}
