using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Takes <c>abstract</c> or <c>static</c> off a type of which objects are made, where nothing in it needs the modifier.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveModifierFix)), Shared]
public sealed class RemoveModifierFix() : AuthorCodeFix(
    ProblemIds.UnsuitableClass, ProblemIds.UnsuitableOptions, ProblemIds.UnsuitableRecord, ComplianceProblemIds.UnsuitableClass)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (AuthorTypes.At(place, cancellationToken) is not { TypeKind: TypeKind.Class } type
            || !(type.IsStatic || type.IsAbstract)
            || type.GetMembers().Any(member => member is { IsAbstract: true, IsImplicitlyDeclared: false }))
        {
            yield break;
        }

        var modifier = type.IsStatic ? SyntaxKind.StaticKeyword : SyntaxKind.AbstractKeyword;
        var declarations = place.Solution.Declarations<TypeDeclarationSyntax>(type, cancellationToken);
        if (declarations.Count > 0)
        {
            var word = SyntaxFacts.GetText(modifier);
            yield return Fix.Replace(
                place,
                $"Remove '{word}' from '{type.Name}'",
                "remove " + word,
                declarations,
                node => ((TypeDeclarationSyntax)node).Without(modifier));
        }
    }
}
