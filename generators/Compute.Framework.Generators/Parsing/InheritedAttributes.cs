using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Attributes of a property that count although they are written elsewhere: where it is overridden, hidden or
/// implemented.</summary>
internal static class InheritedAttributes
{
    /// <summary>The attribute of the contract with this name on a declaration of the property, the nearest first; or null.</summary>
    /// <param name="type">The type that is looked at, which may derive from the property's own.</param>
    /// <param name="property">The property.</param>
    /// <param name="attribute">The attribute's name, without <c>Attribute</c>.</param>
    public static AttributeData? Find(ITypeSymbol type, ISymbol property, string attribute)
    {
        if (Symbols.Attribute(property, attribute) is { } own)
        {
            return own;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (FindIn(current, property.Name, attribute) is { } inherited)
            {
                return inherited;
            }
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (FindIn(implemented, property.Name, attribute) is { } inherited)
            {
                return inherited;
            }
        }

        return null;
    }

    public static bool IsSecret(ITypeSymbol type, ISymbol property) => Find(type, property, "Secret") is not null;

    /// <summary>Whether a type, or the type of one of its members, has a secret.</summary>
    public static bool HoldsSecret(ITypeSymbol type) => HoldsSecret(type, []);

    private static bool HoldsSecret(ITypeSymbol type, List<ITypeSymbol> seen)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface,
            SpecialType: SpecialType.None } || IsPlatform(type)
            || seen.Exists(other => SymbolEqualityComparer.Default.Equals(other, type)))
        {
            return false;
        }

        seen.Add(type);
        foreach (var current in Symbols.Hierarchy(type))
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol property && (IsSecret(type, property) || HoldsSecret(property.Type, seen)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static AttributeData? FindIn(ITypeSymbol type, string name, string attribute)
    {
        foreach (var member in type.GetMembers(name))
        {
            if (Symbols.Attribute(member, attribute) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsPlatform(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System";
    }
}
