using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4007: the HTTP client comes with the provider, not with each call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HttpClientPerCallAnalyzer() : BodyAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.HttpClientPerCall,
        title: "An operation must not create an HttpClient",
        messageFormat: "The method '{0}' creates an HttpClient for each call, which exhausts ports and has neither retries nor the " +
            "application's settings: take 'HttpClient http' in the provider's constructor",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.HttpClientPerCall));

    private protected override void Check(
        OperationBlockAnalysisContext context, IMethodSymbol method, OperationShape shape, IBlockOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IObjectCreationOperation && Symbols.Is(operation.Type, "System.Net.Http", "HttpClient"))
            {
                context.ReportDiagnostic(At(operation.Syntax.GetLocation(), method.Name));
            }
        }
    }
}
