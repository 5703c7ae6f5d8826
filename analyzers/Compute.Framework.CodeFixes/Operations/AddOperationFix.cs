using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Adds the operations that every provider needs, or that others are of no use without, to be written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddOperationFix)), Shared]
public sealed class AddOperationFix() : AuthorCodeFix(ProblemIds.MissingOperation, ProblemIds.NeverCalled)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Proposal is not { } wanted
            || place.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || place.Type(cancellationToken) is not { } provider
            || HandleParser.Find(provider, []) is not { } handle)
        {
            yield break;
        }

        var missing = place.Diagnostic.Id == ProblemIds.NeverCalled && place.Method(cancellationToken) is var (_, lonely)
            ? OperationSkeleton.MissingBeside(lonely)
            : OperationSkeleton.Missing(provider);
        if (missing.Contains(wanted))
        {
            if (Forgotten(place, provider, wanted, handle, cancellationToken) is { } method)
            {
                yield return Fix.Replace(
                    place,
                    $"Add [{wanted}] to '{method.Identifier.ValueText}'",
                    "mark " + wanted,
                    method,
                    node => WithAttribute((MethodDeclarationSyntax)node, wanted, place.Compilation));
            }

            yield return Add($"Add a method with [{wanted}]", "add " + wanted, [wanted]);
        }

        if (missing.Count > 1)
        {
            yield return Add("Add all missing operations", "add all operations", missing);
        }

        Fix Add(string title, string key, IReadOnlyList<string> operations)
        {
            var text = string.Concat(operations.Select(
                operation => OperationSkeleton.Write(operation, provider, Names.Of(handle), handle.Name)));
            return Fix.Replace(
                place,
                title,
                key,
                declaration,
                node => ((TypeDeclarationSyntax)node).WithMembersAtEnd(Written.Members(text, declaration, place.Compilation)));
        }
    }

    /// <summary>The one method that lacks nothing but the attribute, where there is one.</summary>
    private static MethodDeclarationSyntax? Forgotten(
        FixPlace place, INamedTypeSymbol provider, string operation, ITypeSymbol handle, CancellationToken cancellationToken)
    {
        var fitting = provider.GetMembers().OfType<IMethodSymbol>()
            .Where(method => AuthorOperations.Fits(method, OperationTable.Of(operation), handle, place.Compilation))
            .SelectMany(method => place.Solution.Declarations<MethodDeclarationSyntax>(method, cancellationToken))
            .ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    private static MethodDeclarationSyntax WithAttribute(MethodDeclarationSyntax method, string operation, Compilation compilation)
    {
        var leading = method.GetLeadingTrivia();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(Written.Attribute(
            operation, compilation))).WithTrailingTrivia(SyntaxFactory.ElasticSpace).Tidy();
        return method.WithLeadingTrivia().WithAttributeLists(
            method.WithLeadingTrivia().AttributeLists.Insert(0, list)).WithLeadingTrivia(leading);
    }
}
