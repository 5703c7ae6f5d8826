using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>No object can be made of settings.</summary>
internal sealed class SettingsAbstract : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Settings
        .Where(type => type.Modifiers.Any(SyntaxKind.SealedKeyword))
        .Select(type => new Mutant(source, type.Identifier.Text, type, new TextChange(type.Modifiers.Single(word => word.IsKind(SyntaxKind.SealedKeyword)).Span, "abstract")) { Rules = [ProblemIds.UnsuitableOptions] });
}
