using System.Composition;
using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Makes a provider of a class that has all that one needs but the attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddProviderFix)), Shared]
public sealed class AddProviderFix() : AuthorCodeFix(RuleIds.OperationOutsideProvider)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax declaration
            || place.Type(cancellationToken) is not { IsGenericType: false, IsStatic: false, IsAbstract: false } type
            || Symbols.Has(type, "Provider")
            || OperationSkeleton.Missing(type).Count > 0
            || ProviderNameFix.Hyphenated(AuthorTypes.Stem(type)) is not { Length: > 0 } name)
        {
            yield break;
        }

        yield return Fix.Replace(place, $"Make '{type.Name}' a provider", "make provider", declaration, node =>
        {
            var changed = ((ClassDeclarationSyntax)node).With(SyntaxKind.PartialKeyword);
            var leading = changed.GetLeadingTrivia();
            var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(Written.Attribute(
                $"Provider(\"{name}\")", place.Compilation)));
            return changed.WithLeadingTrivia().WithAttributeLists(
                changed.WithLeadingTrivia().AttributeLists.Insert(
                    0, list.WithTrailingTrivia(SyntaxFactory.ElasticMarker).Tidy())).WithLeadingTrivia(leading);
        });
    }
}
