using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The provider's name has a capital letter.</summary>
internal sealed class NameInUpperCase : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        new(source, type.Identifier.Text, type, new TextChange(source.Find(type, "ProviderAttribute")!.ArgumentList!.Arguments[0].Span, "\"Odd\""))
        {
            Rules = [ProblemIds.ProviderName],
        };
}
