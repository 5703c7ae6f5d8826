using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The class implements what the compiler implements.</summary>
internal sealed class ImplementInterface : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type) =>
        new(
            source,
            type.Identifier.Text,
            type,
            type.BaseList is { } list
                ? Edits.Insert(list.Types.Last().Span.End, ", global::Compute.Framework.ISandboxProvider")
                : Edits.Insert(type.ParameterList?.Span.End ?? type.Identifier.Span.End, " : global::Compute.Framework.ISandboxProvider"))
        {
            Rules = [ProblemIds.OwnImplementation],
        };
}
