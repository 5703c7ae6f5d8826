using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method has a type parameter.</summary>
internal sealed class MakeMethodGeneric : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        new(method.Source, $"{method.Name}", method.Syntax, Edits.Insert(method.Syntax.Identifier.Span.End, "<TAny>")) { Rules = [ProblemIds.UnsuitableMethod] };
}
