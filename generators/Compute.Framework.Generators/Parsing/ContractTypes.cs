using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Finds the contract's own types in a compilation.</summary>
internal sealed class ContractTypes(Compilation compilation)
{
    public Compilation Compilation => compilation;

    public INamedTypeSymbol? CreateOptions { get; } = compilation.GetTypeByMetadataName("Compute.Framework.CreateSandboxOptions");

    public INamedTypeSymbol? Resources { get; } = compilation.GetTypeByMetadataName("Compute.Framework.SandboxResources");

    public INamedTypeSymbol? Command { get; } = compilation.GetTypeByMetadataName("Compute.Framework.Command");

    public INamedTypeSymbol? Filter { get; } = compilation.GetTypeByMetadataName("Compute.Framework.SandboxFilter");

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

    /// <summary>The record of a group whose options are allowed by name, or null.</summary>
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
        if (group == OptionGroup.Filter)
        {
            return Property(Filter, name) is null ? null : new OptionModel(name, name, 0);
        }

        if (Record(group) is { } record)
        {
            return Property(record, name) is { } property ? new OptionModel(name, name, record.GetMembers().IndexOf(property)) : null;
        }

        const string Prefix = "Resources.";
        var leaf = group == OptionGroup.Create && name.StartsWith(Prefix, StringComparison.Ordinal) ? name.Substring(Prefix.Length) : name;
        var isLeaf = group == OptionGroup.Create
            && (leaf != name || Property(CreateOptions, name) is null)
            && Property(Resources, leaf) is not null;
        var set = group == OptionGroup.Create ? "Compute.Framework.Runtime.CreateOptionSet" : "Compute.Framework.Runtime.CommandOptionSet";
        foreach (var member in compilation.GetTypeByMetadataName(set)?.GetMembers(leaf) ?? [])
        {
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: long and not 0 } field)
            {
                return new OptionModel(isLeaf ? Prefix + leaf : leaf, leaf, (long)field.ConstantValue!);
            }
        }

        return null;
    }

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
