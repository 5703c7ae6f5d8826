using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter is passed by reference.</summary>
internal sealed class PassByReference : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter) =>
        new(parameter.Method.Source, $"{parameter}", parameter.Method.Syntax, Edits.Insert(parameter.Syntax.Type!.SpanStart, "ref ")) { Rules = [ProblemIds.UnsuitableMethod] };
}
