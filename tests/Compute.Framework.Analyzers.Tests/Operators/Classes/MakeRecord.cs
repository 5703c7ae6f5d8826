using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The class is a record.</summary>
internal sealed class MakeRecord : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        source.HasOtherParts(type)
            ? null // Its other part would be of another kind.
            : new(source, type.Identifier.Text, type, new TextChange(type.Keyword.Span, "record")) { Rules = [ProblemIds.UnsuitableClass] };
}
