using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Adds the method that makes the provider of a test class, or gives it the form that it must have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CreateProviderFix)), Shared]
public sealed class CreateProviderFix() : AuthorCodeFix(ComplianceProblemIds.NeedsCreateProvider, ComplianceProblemIds.CreateProviderShape)
{
    private const string Method = "private static ISandboxProvider CreateProvider() => throw new NotImplementedException();";

    internal override async Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken)
    {
        if (place is { Diagnostic.Id: ComplianceProblemIds.NeedsCreateProvider, Node: TypeDeclarationSyntax declaration })
        {
            return
            [
                Fix.Replace(
                    place,
                    "Add 'CreateProvider'",
                    "create provider",
                    declaration,
                    node => ((TypeDeclarationSyntax)node).WithMembersAtEnd(Written.Members(Method, declaration, place.Compilation)))
            ];
        }

        if (place.Method(cancellationToken) is not var (method, symbol) || symbol.Parameters.Length > 0 || symbol.Arity > 0)
        {
            return [];
        }

        var isStatic = method.With(SyntaxKind.StaticKeyword);
        var candidates = new[] { isStatic, Returning(isStatic, "ISandboxProvider", place),
            Returning(isStatic, "Task<ISandboxProvider>", place) }
            .Skip(ReturnsProvider(symbol) ? 0 : 1)
            .Select(changed => place.Solution.Replace([method], _ => changed));
        return await Trial.FirstSoundAsync(place.Document, candidates, cancellationToken).ConfigureAwait(false) is { } sound
            ? [
                new Fix(
                    "Make 'CreateProvider' a static method that returns the provider", "create provider shape", _ => Task.FromResult(sound))
            ]
            : [];
    }

    private static MethodDeclarationSyntax Returning(MethodDeclarationSyntax method, string type, FixPlace place) =>
        method.WithReturnType(Written.Type(type, place.Compilation).WithTriviaFrom(method.ReturnType));

    private static bool ReturnsProvider(IMethodSymbol method)
    {
        var type = ResultParser.Innermost(method.ReturnType) ?? method.ReturnType;
        return ComplianceTypes.IsProviderInterface(type) || ComplianceTypes.ImplementsProvider(type) || Symbols.Has(type, "Provider");
    }
}
