using System.Collections.Immutable;
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
            return new(IsApplication: false, DeclaresEmbedded: false, EquatableArray<RegistryEntry>.Empty, HasExports: false);
        }

        var entries = new List<RegistryEntry>();
        var hasExports = false;
        foreach (var export in Exports(compilation, cancellationToken))
        {
            hasExports = true;
            if (EntryOf(export, compilation) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return new(
            IsApplication: true,
            DeclaresEmbedded: compilation.Assembly.GetTypeByMetadataName(EmbeddedAttribute) is not null,
            new EquatableArray<RegistryEntry>(entries.ToArray()),
            hasExports);
    }

    public static bool IsApplication(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
            or OutputKind.WindowsRuntimeApplication;

    /// <summary>The providers that the referenced assemblies export with a registration that can be called.</summary>
    public static IEnumerable<ProviderExport> Exports(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var attribute in ReferencesFramework(assembly) ? assembly.GetAttributes() : [])
            {
                if (Symbols.Is(attribute.AttributeClass, ComplianceTypes.Runtime, "ProviderExportAttribute")
                    && ComplianceTypes.TypeAt(attribute, 0) is { } provider
                    && ComplianceTypes.TypeAt(attribute, 1) is INamedTypeSymbol { Arity: 0, ContainingType: null } registration
                    && attribute.ConstructorArguments is { Length: 3 } arguments
                    && arguments[2] is { Kind: TypedConstantKind.Primitive, Value: string method }
                    && CanCall(registration, method, compilation))
                {
                    yield return new(provider, registration, method);
                }
            }
        }
    }

    /// <summary>How the application's text calls a registration; null where no name stands for it alone.</summary>
    public static RegistryEntry? EntryOf(ProviderExport export, Compilation compilation)
    {
        foreach (var alias in AliasesOf(export.Registration.ContainingAssembly, compilation))
        {
            if (IsUnambiguous(export.Registration, alias, compilation))
            {
                var name = Names.Of(export.Registration);
                return alias == MetadataReferenceProperties.GlobalAlias
                    ? new(name, export.Method)
                    : new(Names.Escape(alias) + name.Substring(MetadataReferenceProperties.GlobalAlias.Length), export.Method, alias);
            }
        }

        return null;
    }

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

    /// <summary>What names of types of an assembly begin with: <c>global</c>, or extern aliases.</summary>
    private static ImmutableArray<string> AliasesOf(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly)?.Properties.Aliases is { IsDefaultOrEmpty: false } aliases
            ? aliases
            : [MetadataReferenceProperties.GlobalAlias];

    /// <summary>Two assemblies may have a type of this name under one alias; then nobody can say which one is meant.</summary>
    private static bool IsUnambiguous(INamedTypeSymbol type, string alias, Compilation compilation)
    {
        var name = type.ContainingNamespace.IsGlobalNamespace
            ? type.MetadataName
            : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
        if (alias == MetadataReferenceProperties.GlobalAlias && compilation.Assembly.GetTypeByMetadataName(name) is not null)
        {
            return false;
        }

        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!SymbolEqualityComparer.Default.Equals(assembly, type.ContainingAssembly)
                && assembly.GetTypeByMetadataName(name) is { } other
                && compilation.IsSymbolAccessibleWithin(other, compilation.Assembly)
                && AliasesOf(assembly, compilation).Contains(alias))
            {
                return false;
            }
        }

        return true;
    }

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

/// <summary>A provider that a referenced assembly exports. Of symbols: it leaves no parser.</summary>
/// <param name="Provider">The provider's class.</param>
/// <param name="Registration">The static class that registers it.</param>
/// <param name="Method">That class's method.</param>
internal readonly record struct ProviderExport(ITypeSymbol Provider, INamedTypeSymbol Registration, string Method);
