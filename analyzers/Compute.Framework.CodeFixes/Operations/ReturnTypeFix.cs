using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Gives an operation's method the return type that it must have, and adapts its body, where that leads to something that
/// compiles.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTypeFix)), Shared]
public sealed class ReturnTypeFix() : AuthorCodeFix(ProblemIds.ReturnType, ProblemIds.OtherHandle)
{
    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Proposal is not { } proposal
            || place.Method(cancellationToken) is not var (method, symbol)
            || place.Parameter(cancellationToken) is not null)
        {
            return [];
        }

        foreach (var type in TypesFor(proposal))
        {
            var full = Written.WithFullName(type, HandleParser.Find(symbol.ContainingType, []));
            var candidates = ReturnBodies.For(method, symbol, full, place.Model).Select(
                changed => place.Solution.Replace([method], _ => changed));
            if (await Trial.FirstSoundAsync(place.Document, candidates, cancellationToken).ConfigureAwait(false) is { } solution)
            {
                return [new Fix($"Return '{type}'", "return type", _ => Task.FromResult(solution))];
            }
        }

        return [];
    }

    /// <summary>The proposed type, and a list where a sequence is proposed.</summary>
    private static IEnumerable<string> TypesFor(string proposal)
    {
        yield return proposal;
        const string Sequence = "IAsyncEnumerable<";
        if (proposal.StartsWith(Sequence, StringComparison.Ordinal))
        {
            yield return $"Task<IReadOnlyList<{proposal.Substring(Sequence.Length)}>";
        }
    }
}
