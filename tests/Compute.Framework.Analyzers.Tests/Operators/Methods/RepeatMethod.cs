using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>An operation has a second method.</summary>
internal sealed class RepeatMethod : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        new(
            method.Source,
            $"{method.Name}",
            method.Syntax,
            Edits.Insert(
                method.Syntax.Span.End,
                "\n" + method.Syntax.ReplaceToken(method.Syntax.Identifier, SyntaxFactory.Identifier(method.Symbol.Name + "Again")).WithoutTrivia().ToFullString()))
        {
            Rules = [ProblemIds.SeveralMethods],
        };
}
