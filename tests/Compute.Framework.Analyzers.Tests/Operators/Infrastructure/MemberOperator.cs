using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>An operator on each member of each record that an operation takes.</summary>
internal abstract class MemberOperator : MutationOperator
{
    public sealed override IEnumerable<Mutant> Apply(ValidSource source) => source.Operations
        .SelectMany(method => method.Parameters)
        .Where(parameter => parameter.IsRecord)
        .SelectMany(parameter => Members(parameter).Select(member => Spoil(parameter, member)))
        .OfType<Mutant>();

    /// <summary>Makes the mistake, or null where it cannot be made.</summary>
    protected abstract Mutant? Spoil(OperationParameter parameter, RecordMember member);

    /// <summary>What generated code sets: what is positional, and the properties with setters.</summary>
    private static IEnumerable<RecordMember> Members(OperationParameter parameter)
    {
        foreach (var declaration in parameter.Declarations)
        {
            foreach (var positional in declaration.ParameterList?.Parameters ?? [])
            {
                yield return new(declaration, positional, positional.Type!, positional.Identifier);
            }

            foreach (var property in declaration.Members.OfType<PropertyDeclarationSyntax>().Where(property => property.AccessorList?.Accessors.Count > 1))
            {
                yield return new(declaration, property, property.Type, property.Identifier);
            }
        }
    }

    /// <summary>A member of a record.</summary>
    /// <param name="Declaration">The record.</param>
    /// <param name="Syntax">The member.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Name">Its name.</param>
    protected sealed record RecordMember(RecordDeclarationSyntax Declaration, SyntaxNode Syntax, TypeSyntax Type, SyntaxToken Name);
}
