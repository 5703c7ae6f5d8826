using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>What the compiler extends, or what is around it, is not partial any more.</summary>
internal sealed class DropPartial : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Providers.Concat(source.Settings)
        .SelectMany(type => type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
        .Distinct()
        .Select(type => new Mutant(source, type.Identifier.Text, type, Edits.Remove(type.Modifiers.Single(modifier => modifier.IsKind(SyntaxKind.PartialKeyword))))
        {
            // A container is reported at the type in it.
            Also = source.Providers.Concat(source.Settings).Where(inner => inner.Ancestors().Contains(type)),
            Rules = [ProblemIds.NotPartial, ProblemIds.ContainerNotPartial, ProblemIds.UnsuitableOptions, "CS"],
        });
}
