using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Adds a handle and the missing operations to a provider whose methods give none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddHandleFix)), Shared]
public sealed class AddHandleFix() : AuthorCodeFix(ProblemIds.NoHandle)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        // A method that is there and gives something else must be changed by its author.
        if (place.Node is TypeDeclarationSyntax declaration
            && place.DeclaredType(cancellationToken) is { } provider
            && OperationSkeleton.Missing(provider).Contains("CreateSandbox")
            && !provider.GetMembers().Any(member => Symbols.Has(member, "GetSandbox")))
        {
            yield return new Fix(
                "Add a handle and the missing operations",
                "add handle",
                _ => Task.FromResult(ProviderSkeleton.AddHandle(place.Solution, declaration, provider, place.Compilation)));
        }
    }
}
