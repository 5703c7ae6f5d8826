using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The class is static.</summary>
internal sealed class MakeStatic : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        new(source, type.Identifier.Text, type, Edits.Insert(type.Modifiers[0].SpanStart, "static ")) { Rules = [ProblemIds.UnsuitableClass] };
}
