using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter declares what a member of a record declares already.</summary>
internal sealed class RepeatMember : MemberOperator
{
    protected override Mutant? Spoil(OperationParameter parameter, RecordMember member)
    {
        var name = char.ToLowerInvariant(member.Name.ValueText[0]) + member.Name.ValueText[1..];
        return parameter.Method.Parameters.Any(other => other.Name == name) || parameter.Method.Syntax.SyntaxTree != member.Syntax.SyntaxTree
            ? null
            : new(
                parameter.Method.Source,
                $"{parameter}.{member.Name}",
                parameter.Method.Syntax,
                Edits.Insert(parameter.Method.Syntax.ParameterList.Parameters.Last().SpanStart, $"{member.Type.WithoutTrivia()} @{name}, "))
            {
                Rules = [ProblemIds.RepeatedOption],
            };
    }
}
