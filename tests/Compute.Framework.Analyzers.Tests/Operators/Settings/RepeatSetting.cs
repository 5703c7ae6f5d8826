using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A setting is read from the environment variable of another.</summary>
internal sealed class RepeatSetting : SettingOperator
{
    protected override Mutant? Spoil(ValidSource source, PropertyDeclarationSyntax property) =>
        new(source, property.Identifier.Text, property, Edits.Insert(property.SpanStart, $"public string? {property.Identifier.ValueText}_ {{ get; init; }} "))
        {
            Rules = [ProblemIds.SameEnvironmentName],
        };
}
