using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter is misspelt, and the body with it.</summary>
internal sealed class RenameParameter : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter)
    {
        var name = parameter.Syntax.Identifier.Text + "x";
        var changes = parameter.References.Select(reference => new TextChange(reference.Span, name)).Prepend(new(parameter.Syntax.Identifier.Span, name));
        return new(parameter.Method.Source, $"{parameter}", parameter.Method.Syntax, [.. changes])
        {
            Rules = [ProblemIds.UnknownParameter, ProblemIds.MissingParameter],
            WhyValid = parameter.BindsByType ? "It is bound by its type, and may have any name." : null,
        };
    }
}
