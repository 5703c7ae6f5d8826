using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a class of a provider that is a record, and a record of settings that are a class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeKeywordFix)), Shared]
public sealed class ChangeKeywordFix() : AuthorCodeFix(ProblemIds.UnsuitableClass, ProblemIds.UnsuitableOptions)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        var wantsRecord = place.Diagnostic.Id == ProblemIds.UnsuitableOptions;
        if (AuthorTypes.At(place, cancellationToken) is not { TypeKind: TypeKind.Class } type || type.IsRecord == wantsRecord || !HasPlainBase(type))
        {
            yield break;
        }

        // The parameters of a record are properties that others may use; those of a class are not.
        var declarations = place.Solution.Declarations<TypeDeclarationSyntax>(type, cancellationToken);
        if (declarations.Count > 0 && (wantsRecord || declarations.All(declaration => declaration.ParameterList is null || type.IsSealed)))
        {
            var word = wantsRecord ? "record" : "class";
            yield return Fix.Replace(place, $"Make '{type.Name}' a {word}", word, declarations, node => wantsRecord ? ToRecord(node) : ToClass(node));
        }
    }

    private static bool HasPlainBase(INamedTypeSymbol type) => type.BaseType is null or { SpecialType: SpecialType.System_Object };

    private static TypeDeclarationSyntax ToRecord(SyntaxNode node) => node is ClassDeclarationSyntax type
        ? SyntaxFactory.RecordDeclaration(
            SyntaxKind.RecordDeclaration, type.AttributeLists, type.Modifiers, Keyword(SyntaxKind.RecordKeyword, type), default, type.Identifier, type.TypeParameterList,
            type.ParameterList, type.BaseList, type.ConstraintClauses, type.OpenBraceToken, type.Members, type.CloseBraceToken, type.SemicolonToken)
        : (TypeDeclarationSyntax)node;

    private static TypeDeclarationSyntax ToClass(SyntaxNode node) => node is RecordDeclarationSyntax type
        ? SyntaxFactory.ClassDeclaration(
            type.AttributeLists, type.Modifiers, Keyword(SyntaxKind.ClassKeyword, type), type.Identifier, type.TypeParameterList, type.ParameterList, type.BaseList,
            type.ConstraintClauses, type.OpenBraceToken, type.Members, type.CloseBraceToken, type.SemicolonToken)
        : (TypeDeclarationSyntax)node;

    private static SyntaxToken Keyword(SyntaxKind kind, TypeDeclarationSyntax type) => SyntaxFactory.Token(kind).WithTriviaFrom(type.Keyword);
}
