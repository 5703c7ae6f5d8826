using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Puts <c>[SandboxId]</c> on the handle's property that is its id, and takes it off the others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandleIdFix)), Shared]
public sealed class HandleIdFix() : AuthorCodeFix(ProblemIds.HandleId)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.DeclaredType(cancellationToken) is not { } handle || Symbols.Has(handle, "Provider"))
        {
            yield break;
        }

        var texts = handle.GetMembers().OfType<IPropertySymbol>()
            .Where(property => property is { IsStatic: false, IsIndexer: false, IsImplicitlyDeclared: false,
                Type.SpecialType: SpecialType.System_String }
                && place.Compilation.IsSymbolAccessibleWithin(property, place.Compilation.Assembly))
            .ToList();
        var id = texts.FirstOrDefault(property => property.Name == "Id")
            ?? texts.FirstOrDefault(property => property.Name is "SandboxId" || property.Name == handle.Name + "Id")
            ?? (texts.Count == 1 ? texts[0] : null);
        if (id is null || id.DeclaringSyntaxReferences.Length != 1)
        {
            yield break;
        }

        var declaration = id.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        var others = handle.GetMembers()
            .Where(member => !SymbolEqualityComparer.Default.Equals(member, id))
            .Select(member => Symbols.Attribute(member, "SandboxId")?.ApplicationSyntaxReference?.GetSyntax(cancellationToken))
            .OfType<AttributeSyntax>()
            .Select(TypeEdits.ToRemove)
            .ToList();
        if (!Symbols.Has(id, "SandboxId"))
        {
            yield return Fix.Replace(place, $"Add [SandboxId] to '{id.Name}'", "sandbox id", [declaration, .. others], node => node switch
            {
                PropertyDeclarationSyntax property => WithAttribute(property, place.Compilation),
                ParameterSyntax parameter =>
                    parameter.WithLeadingTrivia().WithAttributeLists(parameter.AttributeLists.Add(
                        List(place.Compilation, onProperty: true).WithLeadingTrivia(parameter.GetLeadingTrivia()))),
                _ => null,
            });
        }
        else if (others.Count > 0)
        {
            yield return Fix.Replace(place, $"Keep [SandboxId] on '{id.Name}' only", "sandbox id", others, _ => null);
        }
    }

    private static PropertyDeclarationSyntax WithAttribute(PropertyDeclarationSyntax property, Compilation compilation)
    {
        var leading = property.GetLeadingTrivia();
        return property.WithLeadingTrivia().WithAttributeLists(
            property.WithLeadingTrivia().AttributeLists.Insert(0, List(compilation, onProperty: false))).WithLeadingTrivia(leading);
    }

    /// <summary>The list in the property's own line: nothing in it is to be laid out.</summary>
    private static AttributeListSyntax List(Compilation compilation, bool onProperty) => SyntaxFactory.AttributeList(
        Token(SyntaxKind.OpenBracketToken),
        onProperty
            ? SyntaxFactory.AttributeTargetSpecifier(Token(SyntaxKind.PropertyKeyword), Token(SyntaxKind.ColonToken, SyntaxFactory.Space))
            : null,
        SyntaxFactory.SingletonSeparatedList(Written.Attribute("SandboxId", compilation)),
        Token(SyntaxKind.CloseBracketToken, SyntaxFactory.Space));

    private static SyntaxToken Token(SyntaxKind kind, params SyntaxTrivia[] trailing) =>
        SyntaxFactory.Token(default, kind, SyntaxFactory.TriviaList(trailing));
}
