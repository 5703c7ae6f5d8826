using System.Composition;
using System.Text;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Writes a provider's name in lower case with hyphens; the name of the class where there is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProviderNameFix)), Shared]
public sealed class ProviderNameFix() : AuthorCodeFix(ProblemIds.ProviderName)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute || place.Type(cancellationToken) is not { } type)
        {
            yield break;
        }

        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var given = arguments.FirstOrDefault(argument => argument.NameEquals is null);
        if (given is not null
            && !given.Expression.IsKind(SyntaxKind.StringLiteralExpression)
            && place.Model.GetConstantValue(given.Expression, cancellationToken).Value is not null)
        {
            // A name that is written elsewhere may have other readers.
            yield break;
        }

        var name = Hyphenated(given?.Expression is LiteralExpressionSyntax { Token.Value: string text } ? text : "");
        name = name.Length > 0 ? name : Hyphenated(AuthorTypes.Stem(type));
        if (name.Length > 0)
        {
            yield return Fix.Replace(
                place, $"Name the provider '{name}'", "provider name", attribute, node => WithName((AttributeSyntax)node, name));
        }
    }

    internal static string Hyphenated(string name)
    {
        var words = new StringBuilder();
        foreach (var character in Names.UpperSnake(name))
        {
            if (character < 128 && char.IsLetterOrDigit(character))
            {
                words.Append(char.ToLowerInvariant(character));
            }
            else if (words.Length > 0 && words[words.Length - 1] != '-')
            {
                words.Append('-');
            }
        }

        return words.ToString().Trim('-');
    }

    private static AttributeSyntax WithName(AttributeSyntax attribute, string name)
    {
        var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var at = list.Arguments.IndexOf(argument => argument.NameEquals is null);
        var arguments = at < 0
            ? list.Arguments.Insert(0, SyntaxFactory.AttributeArgument(literal))
            : list.Arguments.Replace(list.Arguments[at], list.Arguments[at].WithExpression(literal));
        return attribute.WithArgumentList(list.WithArguments(arguments)).Tidy();
    }
}
