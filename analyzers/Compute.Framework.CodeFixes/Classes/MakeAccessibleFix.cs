using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a type visible for generated code, with those that contain it; a test class for xUnit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeAccessibleFix)), Shared]
public sealed class MakeAccessibleFix() : AuthorCodeFix(ProblemIds.NotAccessible, ComplianceProblemIds.NotPublic)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (AuthorTypes.At(place, cancellationToken) is not { } type)
        {
            yield break;
        }

        var isTest = place.Diagnostic.Id == ComplianceProblemIds.NotPublic;
        var hidden = AuthorTypes.WithContainers(type).Where(current => IsHidden(current, isTest)).ToList();
        var declarations = hidden.SelectMany(
            current => place.Solution.Declarations<BaseTypeDeclarationSyntax>(current, cancellationToken)).ToList();
        if (declarations.Count > 0)
        {
            var accessibility = isTest ? SyntaxKind.PublicKeyword : SyntaxKind.InternalKeyword;
            var word = SyntaxFacts.GetText(accessibility);
            yield return Fix.Replace(
                place,
                $"Make '{type.Name}' {word}",
                word,
                declarations,
                node => ((BaseTypeDeclarationSyntax)node).WithAccessibility(accessibility));
        }
    }

    private static bool IsHidden(INamedTypeSymbol type, bool isTest) => isTest
        ? type.DeclaredAccessibility != Accessibility.Public
        : type.IsFileLocal
            || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;
}
