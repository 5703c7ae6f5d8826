using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Questions about symbols that several parsers ask.</summary>
internal static class Symbols
{
    public const string Contract = "Compute.Framework";
    public const string Authoring = Contract + ".Authoring";

    public static bool Is(ITypeSymbol? type, string @namespace, string name, int arity = 0) =>
        type is INamedTypeSymbol named
        && named.Name == name
        && named.Arity == arity
        && named.ContainingType is null
        && IsNamespace(named.ContainingNamespace, @namespace);

    /// <summary>The type of the value, for a nullable structure; else the type itself.</summary>
    public static ITypeSymbol WithoutNullable(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    /// <summary>The attribute of the contract with this name (without <c>Attribute</c>), or null.</summary>
    public static AttributeData? Attribute(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (Is(attribute.AttributeClass, Authoring, name + "Attribute"))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Has(ISymbol symbol, string attribute) => Attribute(symbol, attribute) is not null;

    /// <summary>The text of a constructor argument of an attribute, or null.</summary>
    public static string? Text(AttributeData? attribute) =>
        attribute is { ConstructorArguments.Length: > 0 }
            && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string text }
            ? text
            : null;

    /// <summary>The text of a named argument of an attribute, or null.</summary>
    public static string? Text(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Primitive, Value: string text })
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Whether the compilation has the part of a provider's class that the generator writes.</summary>
    public static bool HasGeneratedHalf(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (Is(attribute.AttributeClass, Contract + ".Runtime", "ProviderManifestAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Orders the members of a type as they are written, whatever the order of the files.</summary>
    public static void SortByPlace<T>(List<T> members)
        where T : ISymbol
    {
        var places = new List<(string Path, int Start, int Index, T Member)>();
        for (var i = 0; i < members.Count; i++)
        {
            var location = members[i].Locations.Length > 0 ? members[i].Locations[0] : null;
            places.Add((location?.SourceTree?.FilePath ?? "", location?.SourceSpan.Start ?? 0, i, members[i]));
        }

        places.Sort(static (one, other) =>
        {
            var order = string.CompareOrdinal(one.Path, other.Path);
            order = order != 0 ? order : one.Start.CompareTo(other.Start);
            return order != 0 ? order : one.Index.CompareTo(other.Index);
        });
        for (var i = 0; i < places.Count; i++)
        {
            members[i] = places[i].Member;
        }
    }

    /// <summary>How widely a type is visible, its containing types and type arguments included.</summary>
    public static Accessibility Visibility(ITypeSymbol type)
    {
        var narrowest = Accessibility.Public;
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Visibility(array.ElementType);
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    narrowest = Narrower(narrowest, Visibility(argument));
                }

                if (!IsNamed(named))
                {
                    return Accessibility.Private;
                }

                for (var current = named; current is not null; current = current.ContainingType)
                {
                    narrowest = Narrower(narrowest, current.IsFileLocal ? Accessibility.Private : current.DeclaredAccessibility);
                }

                break;
        }

        return narrowest;
    }

    /// <summary>False while a name is still to be typed, the symbol's own or that of what contains it: no text can refer to it.</summary>
    public static bool IsNamed(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol { IsGlobalNamespace: true }
            and not IModuleSymbol; current = current.ContainingSymbol)
        {
            if (current.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type and its base types; of an interface its base interfaces.</summary>
    public static IEnumerable<ITypeSymbol> Hierarchy(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var inherited in type.AllInterfaces)
            {
                yield return inherited;
            }
        }
    }

    public static bool Implements(ITypeSymbol type, string @namespace, string name, int arity = 0)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (Is(implemented, @namespace, name, arity))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsNamespace(INamespaceSymbol? symbol, string name)
    {
        var end = name.Length;
        for (; symbol is { IsGlobalNamespace: false }; symbol = symbol.ContainingNamespace)
        {
            var start = end - symbol.Name.Length;
            if (start < 0
                || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0
                || (start > 0 && name[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
        }

        return end == -1;
    }

    /// <summary>Public, internal, or nothing that generated code can use.</summary>
    private static Accessibility Narrower(Accessibility one, Accessibility other)
    {
        var wide = other switch
        {
            Accessibility.Public => Accessibility.Public,
            Accessibility.Internal or Accessibility.ProtectedOrInternal => Accessibility.Internal,
            _ => Accessibility.Private,
        };
        return one < wide ? one : wide;
    }
}
