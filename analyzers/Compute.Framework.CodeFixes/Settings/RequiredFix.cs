using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a required setting whose default has a meaning nullable, where its uses allow it, or no longer required.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiredFix)), Shared]
public sealed class RequiredFix() : AuthorCodeFix(ProblemIds.AmbiguousDefault)
{
    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property || !property.Has(SyntaxKind.RequiredKeyword))
        {
            return [];
        }

        var fixes = new List<Fix>();
        if (property.Type is not NullableTypeSyntax)
        {
            var nullable = SyntaxFactory.NullableType(property.Type.WithoutTrivia()).WithTriviaFrom(property.Type);
            var changed = place.Solution.Replace([property.Type], _ => nullable);
            if (await Trial.FirstSoundAsync(place.Document, [changed], cancellationToken).ConfigureAwait(false) is { } sound)
            {
                fixes.Add(new Fix($"Make '{property.Identifier.ValueText}' nullable", "nullable setting", _ => Task.FromResult(sound)));
            }
        }

        fixes.Add(Fix.Replace(
            place,
            "Remove 'required'",
            "not required",
            property,
            node => ((PropertyDeclarationSyntax)node).Without(SyntaxKind.RequiredKeyword)));
        return fixes;
    }
}
