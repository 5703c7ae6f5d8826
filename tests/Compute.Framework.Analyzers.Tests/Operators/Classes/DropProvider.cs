using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The attribute of the provider is forgotten.</summary>
internal sealed class DropProvider : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        new(source, type.Identifier.Text, type, Edits.Remove(source.Find(type, "ProviderAttribute")!))
        {
            Also = source.Operations.Select(method => method.Syntax),
            Rules = [RuleIds.OperationOutsideProvider],
        };
}
