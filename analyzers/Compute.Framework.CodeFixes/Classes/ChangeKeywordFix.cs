using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a class of a provider that is a record or a structure, and a record of settings that are a class or a
/// structure.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeKeywordFix)), Shared]
public sealed class ChangeKeywordFix() : AuthorCodeFix(ProblemIds.UnsuitableClass, ProblemIds.UnsuitableOptions)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        var wantsRecord = place.Diagnostic.Id == ProblemIds.UnsuitableOptions;
        if (AuthorTypes.At(place, cancellationToken) is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsRefLikeType: false } type
            || (type.TypeKind == TypeKind.Class && type.IsRecord == wantsRecord)
            || !HasPlainBase(type))
        {
            yield break;
        }

        // The parameters of a record are properties that others may use; those of a class are not.
        var declarations = place.Solution.Declarations<TypeDeclarationSyntax>(type, cancellationToken);
        if (declarations.Count > 0 && (wantsRecord || declarations.All(declaration => declaration.ParameterList is null || type.IsSealed)))
        {
            var word = wantsRecord ? "record" : "class";
            yield return Fix.Replace(
                place, $"Make '{type.Name}' a {word}", word, declarations, node => wantsRecord ? ToRecord(node) : ToClass(node));
        }
    }

    private static bool HasPlainBase(INamedTypeSymbol type) =>
        type.BaseType is null or { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType };

    private static TypeDeclarationSyntax ToRecord(SyntaxNode node) =>
        node is TypeDeclarationSyntax type and (ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax)
        ? SyntaxFactory.RecordDeclaration(
            SyntaxKind.RecordDeclaration,
            type.AttributeLists,
            Modifiers(type),
            Keyword(SyntaxKind.RecordKeyword, type),
            default,
            type.Identifier,
            type.TypeParameterList,
            type.ParameterList, type.BaseList, type.ConstraintClauses, type.OpenBraceToken, type.Members, type.CloseBraceToken,
            type.SemicolonToken)
        : (TypeDeclarationSyntax)node;

    private static TypeDeclarationSyntax ToClass(SyntaxNode node) =>
        node is TypeDeclarationSyntax type and (StructDeclarationSyntax or RecordDeclarationSyntax)
        ? SyntaxFactory.ClassDeclaration(
            type.AttributeLists,
            Modifiers(type),
            Keyword(SyntaxKind.ClassKeyword, type),
            type.Identifier,
            type.TypeParameterList,
            type.ParameterList,
            type.BaseList,
            type.ConstraintClauses, type.OpenBraceToken, type.Members, type.CloseBraceToken, type.SemicolonToken)
        : (TypeDeclarationSyntax)node;

    /// <summary>Only structures can be read-only.</summary>
    private static SyntaxTokenList Modifiers(TypeDeclarationSyntax type) =>
        type.Modifiers.IndexOf(SyntaxKind.ReadOnlyKeyword) is var index and >= 0 ? type.Modifiers.RemoveAt(index) : type.Modifiers;

    private static SyntaxToken Keyword(SyntaxKind kind, TypeDeclarationSyntax type) =>
        SyntaxFactory.Token(kind).WithTriviaFrom(type.Keyword);
}
