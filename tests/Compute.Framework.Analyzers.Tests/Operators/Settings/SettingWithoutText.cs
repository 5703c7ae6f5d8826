using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A setting has a type that nothing can be read into.</summary>
internal sealed class SettingWithoutText : SettingOperator
{
    protected override Mutant? Spoil(ValidSource source, PropertyDeclarationSyntax property) =>
        new(source, property.Identifier.Text, property, new TextChange(property.Type.Span, "object")) { Rules = [ProblemIds.PropertyType, ProblemIds.SecretOfNonText] };
}
