using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method returns nothing, so that nobody can wait for it.</summary>
internal sealed class ReturnNothing : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        new(method.Source, $"{method.Name}", method.Syntax, new TextChange(method.Syntax.ReturnType.Span, "void")) { Rules = [ProblemIds.ReturnType, ProblemIds.NoHandle] };
}
