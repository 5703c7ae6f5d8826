using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>Which properties of a parameter a body reads. Where the parameter itself is passed on, all of them may be.</summary>
internal sealed class PropertyReads(IBlockOperation body)
{
    public bool IsRead(IParameterSymbol parameter, string property)
    {
        var isNamed = false;
        foreach (var operation in body.Descendants())
        {
            if (operation is IParameterReferenceOperation reference
                && reference.Parameter.Ordinal == parameter.Ordinal
                && reference.Parameter.Type.Equals(parameter.Type, SymbolEqualityComparer.Default))
            {
                if (!IsOnlyForMembers(reference))
                {
                    return true;
                }
            }
            else if (operation is IPropertyReferenceOperation member
                && member.Property.Name == property
                && IsOf(member.Property, parameter.Type)
                && Bodies.UserOf(member, out _) is not INameOfOperation)
            {
                isNamed = true;
            }
        }

        return isNamed;
    }

    private static bool IsOf(IPropertySymbol property, ITypeSymbol type)
    {
        foreach (var current in Symbols.Hierarchy(Symbols.WithoutNullable(type)))
        {
            if (property.ContainingType.Equals(current, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an author's property is made of others, any of which it may read.</summary>
    private static bool IsComputed(IPropertySymbol property) => property is { SetMethod: null, DeclaringSyntaxReferences.IsEmpty: false };

    private static bool IsOnlyForMembers(IParameterReferenceOperation reference) => Bodies.UserOf(reference, out var used) switch
    {
        IPropertyReferenceOperation member => member.Instance == used && !IsComputed(member.Property),
        IConditionalAccessOperation access => access.Operation == used && access.WhenNotNull is not null,
        INameOfOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsStatic: true,
            ContainingType.Name: "ArgumentNullException" } } } => true,
        _ => false,
    };
}
