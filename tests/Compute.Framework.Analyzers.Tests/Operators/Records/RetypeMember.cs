using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A member of a record has a type that has nothing to do with what it is bound to.</summary>
internal sealed class RetypeMember : MemberOperator
{
    protected override Mutant? Spoil(OperationParameter parameter, RecordMember member) =>
        new(parameter.Method.Source, $"{parameter}.{member.Name}", member.Syntax, new TextChange(member.Type.Span, "global::System.Version")) { Rules = [ProblemIds.ParameterType] };
}
