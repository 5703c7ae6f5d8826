using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method returns what nobody waits for.</summary>
internal sealed class ReturnSomethingElse : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        new(method.Source, $"{method.Name}", method.Syntax, new TextChange(method.Syntax.ReturnType.Span, "global::System.Version "))
        {
            Rules = [ProblemIds.ReturnType, ProblemIds.NoHandle],
        };
}
