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
        messageFormat: "The parameter '{0}' of '{1}' is what the caller asked for, and it is never read: honor it, or remove the " +
            "parameter so that the framework can refuse it",
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
            if (!IsAsked(parameter) || IsReported(parameter.Name, target, wrong))
            {
                continue;
            }

            if (!reads.IsRead(parameter))
            {
                context.ReportDiagnostic(At(Authored.LocationOf(parameter), parameter.Name, method.Name));
            }
            else if (RecordOf(parameter, method, shape, context) is { } record)
            {
                CheckMembers(context, method, parameter, record, wrong);
            }
        }
    }

    /// <summary>Of a record that is not passed on as a whole, each member must be read.</summary>
    private void CheckMembers(
        OperationBlockAnalysisContext context,
        IMethodSymbol method,
        IParameterSymbol parameter,
        ParameterRecord record,
        EquatableArray<Problem> wrong)
    {
        var reads = new PropertyReads(Bodies.Of(context)!);
        foreach (var member in (ReadOnlySpan<Bindable>)[.. record.Arguments, .. record.Properties])
        {
            if (!reads.IsRead(parameter, Names.Pascal(member.Symbol.Name))
                && !IsReported(member.Symbol.Name, member.Place.GetDocumentationCommentId(), wrong))
            {
                context.ReportDiagnostic(At(Authored.LocationOf(member.Symbol), member.Symbol.Name, method.Name));
            }
        }
    }

    /// <summary>The record whose members the parameter binds; null when it is the handle, or is reported as it binds nothing.</summary>
    private static ParameterRecord? RecordOf(
        IParameterSymbol parameter, IMethodSymbol method, OperationShape shape, OperationBlockAnalysisContext context)
    {
        var names = BindableNames.Of(shape, new ContractTypes(context.Compilation));
        return !names.Contains(parameter.Name)
            && !SymbolEqualityComparer.Default.Equals(parameter.Type, HandleParser.Find(method.ContainingType, []))
            && ParameterRecord.Find(parameter.Type, method, context.Compilation) is { } record
            && record.HasAny(names)
            ? record
            : null;
    }

    /// <summary>One message for one mistake: what does not bind, or is there twice, has to be renamed or removed first.</summary>
    private static bool IsReported(string name, string? place, EquatableArray<Problem> problems)
    {
        foreach (var problem in problems)
        {
            var reported = problem.Parameter ?? problem.Member;
            if (problem.Id == ProblemIds.RepeatedOption
                ? Names.Pascal(reported) == Names.Pascal(name)
                : problem.Id is ProblemIds.UnknownParameter or ProblemIds.UnsuitableRecord && reported == name && problem.Target == place)
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
