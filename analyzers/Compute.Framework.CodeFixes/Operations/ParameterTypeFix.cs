using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Gives a parameter the type that it must have, where the body compiles with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParameterTypeFix)), Shared]
public sealed class ParameterTypeFix() : AuthorCodeFix(ProblemIds.ParameterType, ProblemIds.OtherHandle)
{
    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Proposal is not { } proposal
            || place.Parameter(cancellationToken) is not var (parameter, symbol)
            || parameter is not { Type: { } type, Parent.Parent: MethodDeclarationSyntax method })
        {
            return [];
        }

        var wanted = Written.Type(TextOf(proposal, symbol), place.Compilation).WithTriviaFrom(type);
        var lengths = method.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access is { Name.Identifier.ValueText: "Length", Expression: IdentifierNameSyntax name } && name.Identifier.ValueText == symbol.Name)
            .Select(access => access.Name)
            .ToList<SyntaxNode>();
        var candidates = new[]
        {
            place.Solution.Replace([type], _ => wanted),
            place.Solution.Replace(
                [type, .. lengths],
                (original, node) => original == type ? wanted : SyntaxFactory.IdentifierName("Count").WithTriviaFrom(node)),
        };
        return await Trial.FirstSoundAsync(place.Document, candidates, cancellationToken).ConfigureAwait(false) is { } solution
            ? [new Fix($"Change the type to '{proposal}'", "parameter type", _ => Task.FromResult(solution))]
            : [];
    }

    /// <summary>The proposal, with what is to stay in full: the author's own type that becomes nullable, or the handle.</summary>
    private static string TextOf(string proposal, IParameterSymbol parameter)
    {
        var own = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return proposal == own + "?"
            ? Names.Of(parameter.Type) + "?"
            : Written.WithFullName(proposal + " ", HandleParser.Find(parameter.ContainingType, [])).TrimEnd();
    }
}
