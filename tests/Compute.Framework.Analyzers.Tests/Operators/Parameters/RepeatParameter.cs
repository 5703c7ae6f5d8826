using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter is there twice.</summary>
internal sealed class RepeatParameter : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter) =>
        new(parameter.Method.Source, $"{parameter}", parameter.Syntax, Edits.Insert(parameter.Syntax.SpanStart, $"{parameter.Syntax.WithoutTrivia()}, ")) { Rules = ["CS"] };
}
