using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Adds the <c>CancellationToken</c> that an operation's method lacks, and passes it to the calls that can take it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddTokenFix)), Shared]
public sealed class AddTokenFix() : AuthorCodeFix(ProblemIds.NoCancellation)
{
    private const string Name = "cancellationToken";

    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Method(cancellationToken) is var (method, symbol)
            && Tokens.In(symbol) is null
            && !symbol.Parameters.Any(parameter => parameter.IsParams || parameter.IsOptional || parameter.Name == Name))
        {
            yield return new Fix(
                "Add a CancellationToken and pass it on", "add token", token => Task.FromResult(Add(place, method, symbol, token)));
        }
    }

    private static Solution Add(FixPlace place, MethodDeclarationSyntax method, IMethodSymbol symbol, CancellationToken cancellationToken)
    {
        var passed = new Dictionary<SyntaxNode, string>();
        foreach (var call in CallSites.Of(symbol, place, cancellationToken))
        {
            // Who calls the method passes what it has itself.
            var model = place.Compilation.GetSemanticModel(call.SyntaxTree);
            passed[call.ArgumentList] = method.Contains(call) ? Name : Tokens.InScope(call, model, cancellationToken)?.Name ?? "default";
        }

        foreach (var call in Tokens.CallsThatCanTakeOne(method, place.Model, cancellationToken))
        {
            passed[call.ArgumentList] = Name;
        }

        return place.Solution.Replace([method.ParameterList, .. passed.Keys], (original, node) => node is ParameterListSyntax parameters
            ? parameters.AddParameters(Written.Parameter($"CancellationToken {Name}", place.Compilation))
            : Tokens.Pass((ArgumentListSyntax)node, (ArgumentListSyntax)original, passed[original], place.Compilation));
    }
}
