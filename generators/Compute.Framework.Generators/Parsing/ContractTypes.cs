using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Finds the contract's own types in a compilation.</summary>
internal sealed class ContractTypes(Compilation compilation)
{
    public Compilation Compilation => compilation;

    public INamedTypeSymbol? CreateOptions { get; } = compilation.GetTypeByMetadataName("Compute.Framework.CreateSandboxOptions");

    public INamedTypeSymbol? Resources { get; } = compilation.GetTypeByMetadataName("Compute.Framework.SandboxResources");

    /// <summary>A type by its name in the operations table.</summary>
    public ITypeSymbol? Find(string name)
    {
        var isNullable = name.EndsWith("?", StringComparison.Ordinal);
        var plain = isNullable ? name.Substring(0, name.Length - 1) : name;
        ITypeSymbol? type = plain switch
        {
            "string" => compilation.GetSpecialType(SpecialType.System_String),
            "bool" => compilation.GetSpecialType(SpecialType.System_Boolean),
            "int" => compilation.GetSpecialType(SpecialType.System_Int32),
            _ => FindNamed(plain),
        };
        if (isNullable && type is { IsValueType: true })
        {
            return compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type);
        }

        return type?.WithNullableAnnotation(isNullable ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated);
    }

    /// <summary>The record whose properties are the options of a group, or null.</summary>
    public INamedTypeSymbol? Record(OptionGroup group) =>
        OptionRecords.NameOf(group) is { } name ? compilation.GetTypeByMetadataName("Compute.Framework." + name) : null;

    /// <summary>A readable property of an options type, or null.</summary>
    public static IPropertySymbol? Property(INamedTypeSymbol? options, string name)
    {
        if (options is not null)
        {
            foreach (var member in options.GetMembers(name))
            {
                if (member is IPropertySymbol { IsStatic: false, GetMethod: not null,
                    DeclaredAccessibility: Accessibility.Public } property)
                {
                    return property;
                }
            }
        }

        return null;
    }

    /// <summary>An option of an operation by its name, such as <c>Image</c>, <c>Cpus</c> or <c>Resources.Cpus</c>; null when the contract
    /// has no such option.</summary>
    public OptionModel? Option(OptionGroup group, string name)
    {
        if (Record(group) is not { } record)
        {
            return null;
        }

        if (Property(record, name) is { } property)
        {
            return OptionRecords.IsOption(group, name) ? new OptionModel(name, name, Place(record, property)) : null;
        }

        const string Prefix = "Resources.";
        var leaf = name.StartsWith(Prefix, StringComparison.Ordinal) ? name.Substring(Prefix.Length) : name;
        return group == OptionGroup.Create && Property(Resources, leaf) is { } resource && Property(record, "Resources") is { } whole
            ? new OptionModel(Prefix + leaf, leaf, Place(record, whole) + PlaceWithin(Resources!, resource))
            : null;
    }

    private static int Place(INamedTypeSymbol record, IPropertySymbol property) => record.GetMembers().IndexOf(property);

    /// <summary>The place among the record's own members, as a part of one place.</summary>
    private static double PlaceWithin(INamedTypeSymbol record, IPropertySymbol property) =>
        Place(record, property) / (double)record.GetMembers().Length;

    /// <summary>A type by its full name, with at most one type argument.</summary>
    private INamedTypeSymbol? FindNamed(string name)
    {
        const string Global = "global::";
        var open = name.IndexOf('<');
        if (open < 0)
        {
            return compilation.GetTypeByMetadataName(name.Substring(Global.Length));
        }

        var argument = Find(name.Substring(open + 1, name.Length - open - 2));
        var definition = compilation.GetTypeByMetadataName(name.Substring(Global.Length, open - Global.Length) + "`1");
        return argument is null ? null : definition?.Construct(argument);
    }
}
