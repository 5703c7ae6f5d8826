using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Settings are a structure.</summary>
internal sealed class SettingsAsStructure : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Settings
        .OfType<RecordDeclarationSyntax>()
        .Where(type => type.BaseList is null && !source.HasOtherParts(type))
        .Select(type => new Mutant(source, type.Identifier.Text, type, [.. Changes(type)]) { Rules = [ProblemIds.UnsuitableOptions] });

    private static IEnumerable<TextChange> Changes(RecordDeclarationSyntax type) => type.Modifiers
        .Where(modifier => modifier.IsKind(SyntaxKind.SealedKeyword))
        .Select(Edits.Remove)
        .Append(new(type.Keyword.Span, "record struct"));
}
