using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Leaves the interfaces that the compiler implements to it, and makes an explicit disposal public.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnImplementationFix)), Shared]
public sealed class OwnImplementationFix() : AuthorCodeFix(ProblemIds.OwnImplementation)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.DeclaredType(cancellationToken) is not { } provider)
        {
            yield break;
        }

        var declarations = place.Solution.Declarations<TypeDeclarationSyntax>(provider, cancellationToken);
        var own = declarations.SelectMany(
            declaration => declaration.BaseList?.Types ?? default).Where(item => IsOwn(item, place, cancellationToken)).ToList();
        var explicits = declarations.SelectMany(declaration => declaration.Members).Where(IsExplicit).ToList();
        if (own.Count > 0 && explicits.TrueForAll(member => Interface(member, place, cancellationToken) is not { } type || !IsOwn(type)))
        {
            yield return Fix.Replace(place, "Leave the interface to the compiler", "own interface", [.. own.Select(ToRemove)], _ => null);
        }
        else if (explicits.OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(method => method.Identifier.ValueText is "DisposeAsync" or "Dispose") is { } disposal
            && provider.GetMembers(disposal.Identifier.ValueText).IsEmpty)
        {
            yield return Fix.Replace(
                place,
                $"Make '{disposal.Identifier.ValueText}' public",
                "public disposal",
                disposal,
                node => Public((MethodDeclarationSyntax)node));
        }
    }

    private static MethodDeclarationSyntax Public(MethodDeclarationSyntax method) =>
        method.WithExplicitInterfaceSpecifier(null)
            .WithIdentifier(method.Identifier.WithLeadingTrivia())
            .WithAccessibility(SyntaxKind.PublicKeyword);

    /// <summary>The interface's name, or the list of names that would be empty without it.</summary>
    private static SyntaxNode ToRemove(BaseTypeSyntax item) => item.Parent is BaseListSyntax { Types.Count: 1 } list ? list : item;

    private static bool IsExplicit(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null }
            or PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null };

    private static ITypeSymbol? Interface(MemberDeclarationSyntax member, FixPlace place, CancellationToken cancellationToken) =>
        place.Compilation.GetSemanticModel(member.SyntaxTree).GetDeclaredSymbol(member, cancellationToken) switch
        {
            IMethodSymbol { ExplicitInterfaceImplementations: { IsEmpty: false } methods } => methods[0].ContainingType,
            IPropertySymbol { ExplicitInterfaceImplementations: { IsEmpty: false } properties } => properties[0].ContainingType,
            _ => null,
        };

    private static bool IsOwn(BaseTypeSyntax item, FixPlace place, CancellationToken cancellationToken) =>
        place.Compilation.GetSemanticModel(item.SyntaxTree).GetTypeInfo(item.Type, cancellationToken).Type is { } type && IsOwn(type);

    private static bool IsOwn(ITypeSymbol type) =>
        Symbols.Is(type, Symbols.Contract, "ISandboxProvider")
            || Symbols.Is(type, Symbols.Contract, "ISandboxProvider", 1)
            || Symbols.Is(type, Symbols.Contract, "ISnapshotStore");
}
