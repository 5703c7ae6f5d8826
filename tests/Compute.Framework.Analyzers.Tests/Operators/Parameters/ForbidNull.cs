using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter that a caller may leave out is not nullable any more.</summary>
internal sealed class ForbidNull : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter)
    {
        return !parameter.IsRecord && parameter.Syntax.Type is NullableTypeSyntax type
            ? new(parameter.Method.Source, $"{parameter}", parameter.Syntax, new TextChange(type.QuestionToken.Span, "")) { Rules = [ProblemIds.ParameterType] }
            : null;
    }
}
