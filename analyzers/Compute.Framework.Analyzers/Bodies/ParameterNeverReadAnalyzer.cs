using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4001: what a method takes, it reads. The signature is the declaration of what the provider supports.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParameterNeverReadAnalyzer() : BodyAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.ParameterNeverRead,
        title: "A parameter of an operation must be read",
        messageFormat: "The parameter '{0}' of '{1}' is what the caller asked for, and it is never read: honor it, or remove the parameter so that the framework can refuse it",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.ParameterNeverRead));

    private protected override void Check(
        OperationBlockAnalysisContext context, IMethodSymbol method, OperationShape shape, IBlockOperation body)
    {
        if (Bodies.OnlyThrown(body) is not null)
        {
            return;
        }

        var wrong = CompilationProblems.Of(context.Compilation)?.Find(method.ContainingType) ?? default;
        var target = (method.PartialDefinitionPart ?? method).GetDocumentationCommentId();
        var reads = new ParameterReads(body);
        foreach (var parameter in method.Parameters)
        {
            if (IsAsked(parameter) && !reads.IsRead(parameter) && !IsReported(parameter, target, wrong))
            {
                context.ReportDiagnostic(At(Authored.LocationOf(parameter), parameter.Name, method.Name));
            }
        }
    }

    /// <summary>One message for one mistake: what does not bind has to be renamed or removed first.</summary>
    private static bool IsReported(IParameterSymbol parameter, string? method, EquatableArray<Problem> problems)
    {
        foreach (var problem in problems)
        {
            if (problem.Id == ProblemIds.UnknownParameter && problem.Parameter == parameter.Name && problem.Target == method)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Not the handle, which most operations must take, nor the token; what is passed by reference is reported for that.</summary>
    private static bool IsAsked(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None
        && !Symbols.Is(parameter.Type, "System.Threading", "CancellationToken")
        && !HandleParser.IsHandle(parameter.Type);
}
