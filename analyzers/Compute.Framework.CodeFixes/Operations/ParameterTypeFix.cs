using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Gives a parameter, or a member of a record, the type that it must have, where the body compiles with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParameterTypeFix)), Shared]
public sealed class ParameterTypeFix() : AuthorCodeFix(ProblemIds.ParameterType, ProblemIds.OtherHandle)
{
    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Proposal is not { } proposal
            || Declared(place, cancellationToken) is not var (type, declaration, symbol))
        {
            return [];
        }

        var wanted = Written.Type(TextOf(proposal, symbol), place.Compilation).WithTriviaFrom(type);
        var lengths = declaration.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access is { Name.Identifier.ValueText: "Length", Expression: IdentifierNameSyntax name }
                && name.Identifier.ValueText == symbol.Name)
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

    /// <summary>The type of a parameter, or of a member of a record, with the declaration that it is read in.</summary>
    private static (TypeSyntax Type, SyntaxNode Declaration, ISymbol Symbol)? Declared(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Parameter(cancellationToken) is var (syntax, parameter))
        {
            return syntax is { Type: { } type, Parent.Parent: { } owner }
                && (owner is MethodDeclarationSyntax or RecordDeclarationSyntax or ConstructorDeclarationSyntax)
                ? (type, owner, parameter)
                : null;
        }

        return place.Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property
            && place.Model.GetDeclaredSymbol(property, cancellationToken) is { } symbol
            ? (property.Type, property, symbol)
            : null;
    }

    /// <summary>The proposal, with what is to stay in full: the author's own type that becomes nullable, or the handle.</summary>
    private static string TextOf(string proposal, ISymbol symbol)
    {
        var type = symbol is IParameterSymbol parameter ? parameter.Type : ((IPropertySymbol)symbol).Type;
        var own = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return proposal == own + "?"
            ? Names.Of(type) + "?"
            : Written.WithFullName(proposal + " ", HandleParser.Find(symbol.ContainingType, [])).TrimEnd();
    }
}
