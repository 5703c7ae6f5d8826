using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>The names that compliance tests are recognised by, and the tests on symbols that go with them.</summary>
internal static class ComplianceTypes
{
    public const string TestingNamespace = "Compute.Framework.Testing";
    public const string TestsAttribute = "Compute.Framework.Testing.ComplianceTestsAttribute";
    public const string CaseAttribute = "Compute.Framework.Testing.ComplianceCaseAttribute";
    public const string Context = "Compute.Framework.Testing.ComplianceContext";
    public const string Settings = "Compute.Framework.Testing.ComplianceSettings";
    public const string Provider = "Compute.Framework.ISandboxProvider";
    public const string ProviderAttribute = "Compute.Framework.ProviderAttribute";
    public const string ProviderOptionsAttribute = "Compute.Framework.ProviderOptionsAttribute";
    public const string ManifestAttribute = "Compute.Framework.Runtime.ProviderManifestAttribute";
    public const string CreateProviderMethod = "CreateProvider";
    public const string SettingsMember = "Settings";

    private static readonly SymbolDisplayFormat s_plain = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>Whether a symbol has this full name (without type arguments); never true of a nested type.</summary>
    public static bool Is(ITypeSymbol? type, string fullName) =>
        type is INamedTypeSymbol { ContainingType: null, Arity: 0 } && type.ToDisplayString(s_plain) == fullName;

    public static bool IsGeneric(ITypeSymbol type, string fullName) =>
        type is INamedTypeSymbol { ContainingType: null, Arity: 1 } named
        && $"{named.ContainingNamespace.ToDisplayString(s_plain)}.{named.Name}" == fullName;

    public static AttributeData? Find(ISymbol symbol, string attributeName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (Is(attribute.AttributeClass, attributeName))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The string that an attribute's constructor takes first; null when it is missing, null or malformed.</summary>
    public static string? FirstText(AttributeData? attribute) => FirstValue(attribute, TypedConstantKind.Primitive) as string;

    /// <summary>The type that an attribute's constructor takes first; null when it is missing, null or malformed.</summary>
    public static ITypeSymbol? FirstType(AttributeData? attribute) => FirstValue(attribute, TypedConstantKind.Type) as ITypeSymbol;

    public static string Qualified(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    // Asking an array constant for its value throws, so the kind comes first.
    private static object? FirstValue(AttributeData? attribute, TypedConstantKind kind) =>
        attribute is { ConstructorArguments.Length: > 0 } && attribute.ConstructorArguments[0].Kind == kind
            ? attribute.ConstructorArguments[0].Value
            : null;
}
