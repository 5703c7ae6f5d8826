using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>An honored option is misspelt.</summary>
internal sealed class MisspellHonors : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        method.Honors?.ArgumentList?.Arguments[0] is { } argument
            ? new(method.Source, $"{method.Name}", method.Syntax, new TextChange(argument.Span, "\"Imagine\"")) { Rules = [ProblemIds.WrongHonors] }
            : null;
}
