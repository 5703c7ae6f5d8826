using System.Composition;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Removes the type parameters of a type or an operation's method that does not use them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveTypeParametersFix)), Shared]
public sealed class RemoveTypeParametersFix()
    : AuthorCodeFix(
        ProblemIds.UnsuitableClass, ProblemIds.UnsuitableOptions, ProblemIds.UnsuitableMethod, ComplianceProblemIds.UnsuitableClass)
{
    private const string Key = "remove type parameters";

    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Node is MethodDeclarationSyntax { TypeParameterList: { } methodList } method
            && !AuthorTypes.UsesTypeParameters(method, methodList))
        {
            yield return Fix.Replace(
                place,
                $"Remove the type parameters of '{method.Identifier.ValueText}'",
                Key,
                method,
                node => ((MethodDeclarationSyntax)node).WithTypeParameterList(null).WithConstraintClauses(default));
        }
        else if (place.DeclaredType(cancellationToken) is { Arity: > 0 } type)
        {
            var declarations = place.Solution.Declarations<TypeDeclarationSyntax>(type, cancellationToken);
            if (declarations.Count > 0 && declarations.All(declaration => declaration.TypeParameterList is { } list
                && !AuthorTypes.UsesTypeParameters(declaration, list)))
            {
                yield return Fix.Replace(place, $"Remove the type parameters of '{type.Name}'", Key, declarations, Bare);
            }
        }
    }

    private static TypeDeclarationSyntax Bare(SyntaxNode node) =>
        ((TypeDeclarationSyntax)node).WithTypeParameterList(null).WithConstraintClauses(default);
}
