using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4002: what [Honors] names is read from the options that are taken as a whole.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HonoredOptionNeverReadAnalyzer() : BodyAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.HonoredOptionNeverRead,
        title: "An option that [Honors] names must be read",
        messageFormat: "[Honors] of '{1}' names '{0}', which is never read: honor it, or remove it from [Honors] so that the framework " +
            "can refuse it",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.HonoredOptionNeverRead));

    private protected override void Check(
        OperationBlockAnalysisContext context, IMethodSymbol method, OperationShape shape, IBlockOperation body)
    {
        if (Symbols.Attribute(method, "Honors")?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken)
                is not AttributeSyntax { ArgumentList: { } names }
            || Bodies.OnlyThrown(body) is not null)
        {
            return;
        }

        var uses = new ParameterReads(body);
        var reads = new PropertyReads(body);
        foreach (var name in names.Arguments)
        {
            if (body.SemanticModel?.GetConstantValue(name.Expression, context.CancellationToken).Value is string option
                && !IsRead(option, method, uses, reads))
            {
                context.ReportDiagnostic(At(name.Expression.GetLocation(), option, method.Name));
            }
        }
    }

    private static bool IsRead(string option, IMethodSymbol method, ParameterReads uses, PropertyReads reads)
    {
        var isFound = false;
        foreach (var parameter in method.Parameters)
        {
            if (Property(parameter.Type, option) is { } property)
            {
                isFound = true;
                if (!uses.IsRead(parameter) || reads.IsRead(parameter, property))
                {
                    return true;
                }
            }
        }

        // What is in no parameter is reported for that, as are options that are not read at all.
        return !isFound;
    }

    /// <summary>The first step to an option: <c>Resources</c> on the way to <c>Resources.Cpus</c> or <c>Cpus</c>.</summary>
    private static string? Property(ITypeSymbol type, string option)
    {
        if (type is not INamedTypeSymbol { IsRecord: true } options || !Symbols.IsNamespace(options.ContainingNamespace, Symbols.Contract))
        {
            return null;
        }

        var leaf = option.Substring(option.LastIndexOf('.') + 1);
        var property = ContractTypes.Property(options, options.Name == "CreateSandboxOptions" ? option : leaf);
        return property?.Name ?? (options.Name == "CreateSandboxOptions" ? "Resources" : null);
    }
}
