using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Moves the <c>CancellationToken</c> of an operation's method to the end, in its calls too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveTokenFix)), Shared]
public sealed class MoveTokenFix() : AuthorCodeFix(ProblemIds.NoCancellation)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Method(cancellationToken) is not var (method, symbol))
        {
            yield break;
        }

        var token = Tokens.In(symbol);
        if (token is null || token.Ordinal == symbol.Parameters.Length - 1 || symbol.Parameters.Any(parameter => parameter.IsParams))
        {
            yield break;
        }

        var calls = CallSites.Of(symbol, place, cancellationToken);
        if (calls.All(call => call.ArgumentList.Arguments.Count == symbol.Parameters.Length
            && call.ArgumentList.Arguments.All(argument => argument.NameColon is null)))
        {
            yield return Fix.Replace(
                place,
                $"Move '{token.Name}' to the end",
                "move token",
                [method.ParameterList, .. calls.Select(call => call.ArgumentList)],
                node => node is ParameterListSyntax parameters
                    ? parameters.WithParameters(ToEnd(parameters.Parameters, token.Ordinal))
                    : ((ArgumentListSyntax)node).WithArguments(ToEnd(((ArgumentListSyntax)node).Arguments, token.Ordinal)));
        }
    }

    private static SeparatedSyntaxList<T> ToEnd<T>(SeparatedSyntaxList<T> list, int at)
        where T : SyntaxNode
    {
        // The layout belongs to the positions, not to what stands there.
        var nodes = list.ToList();
        var moved = nodes[at];
        nodes.RemoveAt(at);
        nodes.Add(moved);
        return SyntaxFactory.SeparatedList(nodes.Select((node, i) => node.WithTriviaFrom(list[i])), list.GetSeparators());
    }
}
