using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method names options that it does not take.</summary>
internal sealed class HonorWithoutOptions : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        method.Honors is null && !method.Parameters.Any(parameter => parameter.IsWhole)
            ? new(method.Source, $"{method.Name}", method.Syntax, Edits.Insert(method.Syntax.SpanStart, "[global::Compute.Framework.Authoring.Honors(\"Image\")] ")) { Rules = [ProblemIds.WrongHonors] }
            : null;
}
