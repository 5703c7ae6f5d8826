using System.Composition;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Lets the create method take the snapshot; that it is not read yet is reported next.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddSnapshotIdFix)), Shared]
public sealed class AddSnapshotIdFix() : AuthorCodeFix(ProblemIds.SnapshotNotUsable)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Proposal is { } proposal
            && place.Type(cancellationToken) is { } provider
            && provider.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method => Symbols.Has(method, "CreateSandbox")) is { } create
            && place.Solution.Declarations<MethodDeclarationSyntax>(create, cancellationToken) is { Count: 1 } declarations
            && CallSites.Of(create, place, cancellationToken).Count == 0)
        {
            yield return Fix.Replace(
                place,
                $"Add '{proposal}' to '{create.Name}'",
                "add snapshot",
                declarations[0].ParameterList,
                node => AddParameterFix.Add(place, (ParameterListSyntax)node, create, proposal));
        }
    }
}
