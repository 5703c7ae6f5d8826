using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The id is a number.</summary>
internal sealed class NumberAsSandboxId : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Ids
        .Select(attribute => attribute.Parent!.Parent!)
        .Select(member => new Mutant(source, member.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.Text, member, new TextChange(TypeOf(member).Span, "int"))
        {
            Rules = [ProblemIds.HandleId, ProblemIds.HandleMember],
        });

    private static TypeSyntax TypeOf(SyntaxNode member) => member switch
    {
        PropertyDeclarationSyntax property => property.Type,
        FieldDeclarationSyntax field => field.Declaration.Type,
        ParameterSyntax parameter => parameter.Type!,
        _ => throw new InvalidOperationException($"Nothing of the kind {member.GetType().Name} can be an id."),
    };
}
