using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>An operator on each setting.</summary>
internal abstract class SettingOperator : MutationOperator
{
    public sealed override IEnumerable<Mutant> Apply(ValidSource source) => source.Settings
        .SelectMany(type => type.Members.OfType<PropertyDeclarationSyntax>())
        .Where(property => source.ModelOf(property).GetDeclaredSymbol(property) is { IsStatic: false, SetMethod: not null })
        .Select(property => Spoil(source, property))
        .OfType<Mutant>();

    /// <summary>Makes the mistake, or null where it cannot be made.</summary>
    protected abstract Mutant? Spoil(ValidSource source, PropertyDeclarationSyntax property);
}
