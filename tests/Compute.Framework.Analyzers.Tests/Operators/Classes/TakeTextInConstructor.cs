using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The constructor takes what nobody can supply.</summary>
internal sealed class TakeTextInConstructor : ProviderOperator
{
    protected override Mutant? Spoil(ValidSource source, TypeDeclarationSyntax type)
    {
        var parts = source.ModelOf(type).GetDeclaredSymbol(type)!.DeclaringSyntaxReferences.Select(part => (TypeDeclarationSyntax)part.GetSyntax());
        var lists = parts
            .SelectMany(part => part.Members.OfType<ConstructorDeclarationSyntax>().Select(constructor => constructor.ParameterList).Prepend(part.ParameterList))
            .OfType<ParameterListSyntax>()
            .ToList();
        var change = lists.Count == 0
            ? Edits.Insert(type.Identifier.Span.End, "(string anything)")
            : Edits.Insert(lists[0].OpenParenToken.Span.End, lists[0].Parameters.Count == 0 ? "string anything" : "string anything, ");
        return new(source, type.Identifier.Text, lists.Count == 0 ? type : lists[0].Parent!, change) { Also = [type], Rules = [ProblemIds.Constructor] };
    }
}
