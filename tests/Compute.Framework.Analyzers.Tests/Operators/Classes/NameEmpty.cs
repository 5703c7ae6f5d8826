using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The provider has no name.</summary>
internal sealed class NameEmpty : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        new(source, type.Identifier.Text, type, new TextChange(source.Find(type, "ProviderAttribute")!.ArgumentList!.Arguments[0].Span, "\"\""))
        {
            Rules = [ProblemIds.ProviderName],
        };
}
