using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter has a type that has nothing to do with what it is bound to.</summary>
internal sealed class RetypeParameter : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter) =>
        new(parameter.Method.Source, $"{parameter}", parameter.IsToken ? parameter.Method.Syntax : parameter.Syntax, new TextChange(parameter.Syntax.Type!.Span, "global::System.Version"))
        {
            Rules = parameter.IsToken ? [ProblemIds.NoCancellation]
                : parameter.BindsByType && parameter.Name != "resources" ? [ProblemIds.UnknownParameter]
                : [ProblemIds.ParameterType],
        };
}
