using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>An operator on each class of a provider.</summary>
internal abstract class ProviderOperator : MutationOperator
{
    public sealed override IEnumerable<Mutant> Apply(ValidSource source) => source.Providers.Select(type => Spoil(source, type)).OfType<Mutant>();

    /// <summary>Makes the mistake, or null where it cannot be made.</summary>
    protected abstract Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type);
}
