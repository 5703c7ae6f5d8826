using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a required field of a settings record a property.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiredFieldFix)), Shared]
public sealed class RequiredFieldFix() : AuthorCodeFix(ProblemIds.RequiredField)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables: [{ Initializer: null } variable] } field)
        {
            yield return Fix.Replace(
                place,
                $"Make '{variable.Identifier.ValueText}' a property",
                "field to property",
                field,
                node => AsProperty((FieldDeclarationSyntax)node));
        }
    }

    private static PropertyDeclarationSyntax AsProperty(FieldDeclarationSyntax field)
    {
        var accessors = SyntaxFactory.ParseMemberDeclaration("int X { get; init; }") is PropertyDeclarationSyntax { AccessorList: { } list }
            ? list
            : null;
        return SyntaxFactory.PropertyDeclaration(
            field.Declaration.Type, field.Declaration.Variables[0].Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithAttributeLists(field.AttributeLists)
            .WithModifiers(field.Modifiers)
            .WithAccessorList(accessors?.WithTrailingTrivia(field.GetTrailingTrivia()));
    }
}
