using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Changes of modifiers that keep comments and layout.</summary>
internal static class ModifierEdits
{
    private static readonly SyntaxKind[] s_accessibilities =
    [
        SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.FileKeyword
    ];

    public static bool Has(this MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    /// <summary>Adds a modifier behind those that are there; <c>partial</c> stays the last one.</summary>
    public static T With<T>(this T member, SyntaxKind modifier)
        where T : MemberDeclarationSyntax
    {
        if (member.Has(modifier))
        {
            return member;
        }

        var modifiers = member.Modifiers;
        var at = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        at = modifier == SyntaxKind.PartialKeyword || at < 0 ? modifiers.Count : at;
        return member.WithModifiersKeepingTrivia(modifiers.Insert(at, Token(modifier)));
    }

    public static T Without<T>(this T member, SyntaxKind modifier)
        where T : MemberDeclarationSyntax
    {
        var at = member.Modifiers.IndexOf(modifier);
        return at < 0 ? member : member.WithModifiersKeepingTrivia(member.Modifiers.RemoveAt(at));
    }

    /// <summary>Replaces how widely a member is visible.</summary>
    public static T WithAccessibility<T>(this T member, SyntaxKind accessibility)
        where T : MemberDeclarationSyntax
    {
        var others = member.Modifiers.Where(modifier => !s_accessibilities.Contains(modifier.Kind()));
        return member.WithModifiersKeepingTrivia(SyntaxFactory.TokenList(others.Prepend(Token(accessibility))));
    }

    private static T WithModifiersKeepingTrivia<T>(this T member, SyntaxTokenList modifiers)
        where T : MemberDeclarationSyntax
    {
        // What precedes the first token after the attributes belongs to the member, whichever token that is.
        var first = member.Modifiers.Count > 0 ? member.Modifiers[0] : FirstAfterModifiers(member);
        var leading = first.LeadingTrivia;
        var bare = (T)member.ReplaceToken(first, first.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(modifiers.Select(
            modifier => modifier.WithLeadingTrivia().WithTrailingTrivia(SyntaxFactory.Space))));
        var newFirst = bare.Modifiers.Count > 0 ? bare.Modifiers[0] : FirstAfterModifiers(bare);
        return bare.ReplaceToken(newFirst, newFirst.WithLeadingTrivia(leading));
    }

    private static SyntaxToken FirstAfterModifiers(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => type.Keyword,
        EnumDeclarationSyntax type => type.EnumKeyword,
        MethodDeclarationSyntax method => method.ReturnType.GetFirstToken(),
        PropertyDeclarationSyntax property => property.Type.GetFirstToken(),
        FieldDeclarationSyntax field => field.Declaration.GetFirstToken(),
        ConstructorDeclarationSyntax constructor => constructor.Identifier,
        _ => member.GetLastToken(),
    };

    private static SyntaxToken Token(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
