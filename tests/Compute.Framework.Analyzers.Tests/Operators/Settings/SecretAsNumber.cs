using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A secret is a number.</summary>
internal sealed class SecretAsNumber : SettingOperator
{
    protected override Mutant? Spoil(ValidSource source, PropertyDeclarationSyntax property) =>
        source.Find(property, "SecretAttribute") is not null
            ? new(source, property.Identifier.Text, property, new TextChange(property.Type.Span, "int")) { Rules = [ProblemIds.SecretOfNonText] }
            : null;
}
