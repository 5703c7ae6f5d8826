using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A setting is read from the environment variable of another: the two names differ by a capital letter.</summary>
internal sealed class RepeatSetting : SettingOperator
{
    protected override Mutant? Spoil(ValidSource source, PropertyDeclarationSyntax property)
    {
        var name = property.Identifier.ValueText;
        return name.Length > 1 && char.IsUpper(name[0]) && !char.IsUpper(name[1])
            ? new(source, name, property, Edits.Insert(property.SpanStart, $"public string? @{char.ToLowerInvariant(name[0])}{name[1..]} {{ get; init; }} ")) { Rules = [ProblemIds.SameEnvironmentName] }
            : null;
    }
}
