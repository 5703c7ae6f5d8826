using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads from the referenced assemblies which providers they export.</summary>
internal static class RegistryParser
{
    public const string Namespace = "Microsoft.Extensions.DependencyInjection";

    private const string Builder = "ComputeBuilder";
    private const string EmbeddedAttribute = "Microsoft.CodeAnalysis.EmbeddedAttribute";

    public static RegistryFacts Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        if (!IsApplication(compilation) || compilation.GetTypeByMetadataName($"{Namespace}.{Builder}") is null)
        {
            return new(IsApplication: false, DeclaresEmbedded: false, EquatableArray<RegistryEntry>.Empty);
        }

        var entries = new List<RegistryEntry>();
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReferencesFramework(assembly) && IsReachable(assembly, compilation))
            {
                AddExports(assembly, compilation, entries);
            }
        }

        return new(
            IsApplication: true,
            DeclaresEmbedded: compilation.Assembly.GetTypeByMetadataName(EmbeddedAttribute) is not null,
            new EquatableArray<RegistryEntry>(entries.ToArray()));
    }

    public static bool IsApplication(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>Spares the decoding of every other assembly's attributes.</summary>
    private static bool ReferencesFramework(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == Symbols.Contract)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>An assembly under an extern alias alone has no name that begins with <c>global::</c>.</summary>
    private static bool IsReachable(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly)?.Properties.Aliases is not { IsDefaultOrEmpty: false } aliases
        || aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    private static void AddExports(IAssemblySymbol assembly, Compilation compilation, List<RegistryEntry> entries)
    {
        foreach (var attribute in assembly.GetAttributes())
        {
            if (Symbols.Is(attribute.AttributeClass, ComplianceTypes.Runtime, "ProviderExportAttribute")
                && ComplianceTypes.TypeAt(attribute, 1) is INamedTypeSymbol registration
                && attribute.ConstructorArguments is { Length: 3 } arguments
                && arguments[2] is { Kind: TypedConstantKind.Primitive, Value: string method }
                && IsUnambiguous(registration, compilation)
                && CanCall(registration, method, compilation))
            {
                entries.Add(new(Names.Of(registration), method));
            }
        }
    }

    /// <summary>Two assemblies may have a type of this name; then nobody can say which one is meant.</summary>
    private static bool IsUnambiguous(INamedTypeSymbol type, Compilation compilation) =>
        type is { Arity: 0, ContainingType: null }
        && SymbolEqualityComparer.Default.Equals(
            type,
            compilation.GetTypeByMetadataName(type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}"));

    private static bool CanCall(INamedTypeSymbol type, string name, Compilation compilation)
    {
        foreach (var member in type.GetMembers(name))
        {
            if (member is IMethodSymbol { IsStatic: true, Arity: 0, Parameters.Length: > 0 } method
                && Symbols.Is(method.Parameters[0].Type, Namespace, Builder)
                && RestIsOptional(method)
                && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
            {
                return true;
            }
        }

        return false;
    }

    private static bool RestIsOptional(IMethodSymbol method)
    {
        for (var i = 1; i < method.Parameters.Length; i++)
        {
            if (!method.Parameters[i].IsOptional)
            {
                return false;
            }
        }

        return true;
    }
}
