using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The class is a structure.</summary>
internal sealed class MakeStructure : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        source.HasOtherParts(type)
            ? null // They would be of another kind.
            : new(source, type.Identifier.Text, type, new TextChange(type.Keyword.Span, "struct")) { Rules = [ProblemIds.UnsuitableClass] };
}
