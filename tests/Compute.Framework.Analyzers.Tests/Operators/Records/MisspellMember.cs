using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A member of a record is misspelt.</summary>
internal sealed class MisspellMember : MemberOperator
{
    protected override Mutant? Spoil(OperationParameter parameter, RecordMember member) =>
        new(parameter.Method.Source, $"{parameter}.{member.Name}", member.Syntax, new TextChange(member.Name.Span, member.Name.Text + "x"))
        {
            Rules = [ProblemIds.UnknownParameter],
            WhyValid = $"{member.Type}" == "SandboxResources" ? "It is bound by its type, and may have any name." : null,
        };
}
