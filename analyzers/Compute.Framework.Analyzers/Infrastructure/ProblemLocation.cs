using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers;

/// <summary>Finds the token that a problem is about. Problems are values and know names only.</summary>
internal static class ProblemLocation
{
    public static Location Find(
        Problem problem, ProblemPlace place, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var target = Target(problem, type, compilation);
        var parameter = problem.Parameter is null ? null : Parameter(target, problem.Parameter);
        return At(place, target, parameter, type, cancellationToken)
            ?? NameOf(parameter, cancellationToken)
            ?? NameOf(target, cancellationToken)
            ?? NameOf(type, cancellationToken)
            ?? Location.None;
    }

    private static ISymbol Target(Problem problem, INamedTypeSymbol type, Compilation compilation)
    {
        if (problem.Target is not { } id || id == type.GetDocumentationCommentId())
        {
            return type;
        }

        foreach (var member in type.GetMembers())
        {
            if (member.GetDocumentationCommentId() == id)
            {
                return member;
            }
        }

        return DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) ?? type;
    }

    private static IParameterSymbol? Parameter(ISymbol target, string name)
    {
        foreach (var parameter in (target as IMethodSymbol)?.Parameters ?? [])
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }

    private static Location? At(
        ProblemPlace place,
        ISymbol target,
        IParameterSymbol? parameter,
        INamedTypeSymbol type,
        CancellationToken cancellationToken) => place switch
    {
        ProblemPlace.Type => TypeOf(Declaration(parameter ?? target, cancellationToken))?.GetLocation(),
        ProblemPlace.TypeAttribute => OwnAttribute(type)?.GetSyntax(cancellationToken).GetLocation(),
        ProblemPlace.Honors => Symbols.Attribute(target, "Honors")?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(),
        _ => null,
    };

    private static TypeSyntax? TypeOf(SyntaxNode? declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        ParameterSyntax parameter => parameter.Type,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax field } => field.Type,
        _ => null,
    };

    /// <summary>The name in the author's part: the one with the framework's attribute, where there are several.</summary>
    private static Location? NameOf(ISymbol? symbol, CancellationToken cancellationToken)
    {
        if (symbol is INamedTypeSymbol type
            && OwnAttribute(type)?.GetSyntax(cancellationToken) is { Parent.Parent: BaseTypeDeclarationSyntax declaration })
        {
            return declaration.Identifier.GetLocation();
        }

        foreach (var location in symbol?.Locations ?? [])
        {
            if (location.IsInSource)
            {
                return location;
            }
        }

        return null;
    }

    private static SyntaxNode? Declaration(ISymbol? symbol, CancellationToken cancellationToken) =>
        symbol is { DeclaringSyntaxReferences.IsEmpty: false } ? symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) : null;

    private static SyntaxReference? OwnAttribute(INamedTypeSymbol type) =>
        (Symbols.Attribute(type, "Provider")
            ?? Symbols.Attribute(type, "ProviderSettings")
            ?? ComplianceTypes.Attribute(type, ComplianceTypes.Testing, "ComplianceTestsAttribute"))?.ApplicationSyntaxReference;
}
