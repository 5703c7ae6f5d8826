using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers;

/// <summary>CFW0005: a provider has one constructor that the factory and the registration can call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstructorAnalyzer() : ProblemAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: ProblemIds.Constructor,
        title: "A provider must have one constructor whose parameters can be supplied",
        messageFormat: Rule.WholeMessage,
        category: Rule.Classes,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(ProblemIds.Constructor));
}
