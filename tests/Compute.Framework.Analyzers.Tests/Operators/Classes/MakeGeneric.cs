using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The class has a type parameter.</summary>
internal sealed class MakeGeneric : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        source.HasOtherParts(type)
            ? null // Its other part would be another type.
            : new(source, type.Identifier.Text, type, Edits.Insert(type.Identifier.Span.End, "<TAny>")) { Rules = [ProblemIds.UnsuitableClass] };
}
