using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The token comes before everything else.</summary>
internal sealed class TokenFirst : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter)
    {
        var parameters = parameter.Method.Syntax.ParameterList.Parameters;
        return parameter.IsToken && parameters.Count > 1
            ? new(
                parameter.Method.Source,
                $"{parameter}",
                parameter.Method.Syntax,
                Edits.Insert(parameters[0].SpanStart, $"{parameter.Syntax.WithoutTrivia()}, "),
                parameter.Removal())
            {
                Rules = [ProblemIds.NoCancellation],
            }
            : null;
    }
}
