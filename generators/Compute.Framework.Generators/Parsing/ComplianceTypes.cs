using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>The types and members that compliance tests are recognised by.</summary>
internal static class ComplianceTypes
{
    public const string Testing = "Compute.Framework.Testing";
    public const string Runtime = "Compute.Framework.Runtime";
    public const string TestsAttribute = Testing + ".ComplianceTestsAttribute";
    public const string CreateProvider = "CreateProvider";
    public const string Settings = "Settings";

    /// <summary>An attribute of a symbol by its namespace and name; null when there is none.</summary>
    public static AttributeData? Attribute(ISymbol symbol, string @namespace, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (Symbols.Is(attribute.AttributeClass, @namespace, name))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The type that an attribute's constructor takes at a position; null when it is missing, null or malformed.</summary>
    public static ITypeSymbol? TypeAt(AttributeData attribute, int position) =>
        attribute.ConstructorArguments.Length > position
            && attribute.ConstructorArguments[position] is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type }
            ? type
            : null;

    public static bool IsTestSettings(ITypeSymbol? type) =>
        Symbols.Is(type, Testing, "ComplianceSettings") && type!.NullableAnnotation != NullableAnnotation.Annotated;

    public static bool IsProviderInterface(ITypeSymbol type) =>
        Symbols.Is(type, Symbols.Contract, "ISandboxProvider") || Symbols.Is(type, Symbols.Contract, "ISandboxProvider", arity: 1);

    public static bool ImplementsProvider(ITypeSymbol type) => Symbols.Implements(type, Symbols.Contract, "ISandboxProvider");
}
