using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a secret a text, and takes <c>[KeyPrefix]</c> off what is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SecretFix)), Shared]
public sealed class SecretFix() : AuthorCodeFix(ProblemIds.SecretOfNonText, ProblemIds.KeyPrefixOfNonText)
{
    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property
            || place.Model.GetDeclaredSymbol(property, cancellationToken) is not { } symbol)
        {
            return [];
        }

        if (place.Diagnostic.Id == ProblemIds.KeyPrefixOfNonText)
        {
            return Symbols.Attribute(symbol, "KeyPrefix")?.ApplicationSyntaxReference?.GetSyntax(cancellationToken)
            is AttributeSyntax attribute
                ? [Fix.Replace(place, "Remove [KeyPrefix]", "remove key prefix", TypeEdits.ToRemove(attribute), _ => null)]
                : [];
        }

        var text = place.Solution.Replace([property], node => AsText((PropertyDeclarationSyntax)node, symbol));
        return await Trial.FirstSoundAsync(place.Document, [text], cancellationToken).ConfigureAwait(false) is { } sound
            ? [new Fix($"Make '{symbol.Name}' a string", "secret text", _ => Task.FromResult(sound))]
            : [];
    }

    private static PropertyDeclarationSyntax AsText(PropertyDeclarationSyntax property, IPropertySymbol symbol)
    {
        var isNullable = property.Type is NullableTypeSyntax;
        TypeSyntax text = SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.StringKeyword));
        property = property.WithType((isNullable ? SyntaxFactory.NullableType(text) : text).WithTriviaFrom(property.Type));
        if (isNullable || symbol.IsRequired)
        {
            return property.Initializer is null
                ? property
                : property.WithInitializer(null).WithSemicolonToken(default).WithTrailingTrivia(property.GetTrailingTrivia());
        }

        var equals = SyntaxFactory.Token(
            SyntaxFactory.TriviaList(SyntaxFactory.Space), SyntaxKind.EqualsToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        var empty = SyntaxFactory.EqualsValueClause(
            equals, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("")));
        return property.Initializer is null
            ? property.WithoutTrailingTrivia().WithInitializer(empty).WithSemicolonToken(SyntaxFactory.Token(
                default, SyntaxKind.SemicolonToken, property.GetTrailingTrivia()))
            : property.WithInitializer(property.Initializer.WithValue(empty.Value));
    }
}
