using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The handle has no id.</summary>
internal sealed class DropSandboxId : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Ids
        .Select(attribute => new Mutant(source, attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.Text, attribute.Parent!.Parent!, Edits.Remove(attribute))
        {
            // Where the handle inherits its id, the handle is what lacks it; where no type has one, the provider lacks a handle.
            Also = source.Types.Where(type => type.BaseList is not null).Concat(source.Providers),
            Rules = [ProblemIds.HandleId, ProblemIds.NoHandle],
        });
}
