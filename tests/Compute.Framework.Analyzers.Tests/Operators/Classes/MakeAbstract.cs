using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The class is abstract.</summary>
internal sealed class MakeAbstract : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type)
    {
        var word = type.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.SealedKeyword));
        var change = word.IsKind(SyntaxKind.None) ? Edits.Insert(type.Modifiers[0].SpanStart, "abstract ") : new TextChange(word.Span, "abstract");
        return new(source, type.Identifier.Text, type, change) { Rules = [ProblemIds.UnsuitableClass] };
    }
}
