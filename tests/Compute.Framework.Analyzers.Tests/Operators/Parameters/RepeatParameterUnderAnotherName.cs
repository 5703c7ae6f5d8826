using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter is there twice, with a number behind its name.</summary>
internal sealed class RepeatParameterUnderAnotherName : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter)
    {
        var isOne = parameter.IsToken || parameter.IsHandle;
        var mentions = isOne ? parameter.Method.Mentions : [];
        return new(
            parameter.Method.Source,
            $"{parameter}",
            parameter.Method.Syntax,
            Edits.Insert(parameter.Syntax.SpanStart, $"{parameter.Syntax.Type!.WithoutTrivia()} {parameter.Name}2, "))
        {
            Also = parameter.IsRecord ? parameter.Declarations : mentions,
            Rules = parameter.IsRecord ? [ProblemIds.RepeatedOption]
                : parameter.IsOwnOptions ? [ProblemIds.SeveralOwnOptions]
                : parameter.IsWhole ? [RuleIds.ParameterNeverRead, RuleIds.HonoredOptionNeverRead]
                : isOne ? ["CS"]
                : [ProblemIds.UnknownParameter],
            WhyValid = isOne && mentions.Count == 0 ? "It is bound by its type, so that both are the same, and none is asked for by a caller." : null,
        };
    }
}
