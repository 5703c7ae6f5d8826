using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Takes a parameter by value, in the calls too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveByReferenceFix)), Shared]
public sealed class RemoveByReferenceFix() : AuthorCodeFix(ProblemIds.UnsuitableMethod)
{
    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Parameter(cancellationToken) is not var (syntax, parameter)
            || parameter is not { RefKind: not (RefKind.None or RefKind.Out), ContainingSymbol: IMethodSymbol method })
        {
            return [];
        }

        var arguments = CallSites.Of(method, place, cancellationToken)
            .Select(call => call.ArgumentList.Arguments)
            .Where(list => list.Count > parameter.Ordinal)
            .Select(list => list[parameter.Ordinal]);
        var changed = place.Solution.Replace([syntax, .. arguments], node => node switch
        {
            ParameterSyntax declared => declared.WithModifiers(default).WithLeadingTrivia(declared.GetLeadingTrivia()),
            ArgumentSyntax argument => argument.WithRefKindKeyword(default).WithLeadingTrivia(argument.GetLeadingTrivia()),
            _ => node,
        });
        return await Trial.FirstSoundAsync(place.Document, [changed], cancellationToken).ConfigureAwait(false) is { } sound
            ? [new Fix($"Take '{parameter.Name}' by value", "by value", _ => Task.FromResult(sound))]
            : [];
    }
}
