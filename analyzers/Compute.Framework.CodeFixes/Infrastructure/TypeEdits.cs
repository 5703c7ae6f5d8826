using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Changes of type declarations.</summary>
internal static class TypeEdits
{
    /// <summary>Adds members at the end; a type that ends with a semicolon gets braces.</summary>
    public static TypeDeclarationSyntax WithMembersAtEnd(this TypeDeclarationSyntax type, SyntaxList<MemberDeclarationSyntax> members)
    {
        if (type.SemicolonToken.IsKind(SyntaxKind.SemicolonToken) && type.OpenBraceToken.IsKind(SyntaxKind.None))
        {
            var end = type.SemicolonToken.TrailingTrivia;
            type = type
                .WithSemicolonToken(default)
                .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken))
                .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(end))
                .Tidy();
        }

        return type.WithMembers(type.Members.AddRange(members));
    }

    /// <summary>Removes an attribute, and its list where it is the only one there.</summary>
    public static SyntaxNode ToRemove(AttributeSyntax attribute) =>
        attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list ? list : attribute;
}
