using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method takes the handle of something else.</summary>
internal sealed class TakeAnotherHandle : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter) =>
        parameter.IsHandle
            ? new(
                parameter.Method.Source,
                $"{parameter}",
                parameter.Syntax,
                new(parameter.Syntax.Type!.Span, OtherHandle.NameIn(parameter.Syntax)),
                OtherHandle.Declare(parameter.Syntax))
            {
                Rules = [ProblemIds.OtherHandle],
            }
            : null;
}
