using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Finds out how a provider is made for its tests. Of a referenced provider only what its public metadata shows is used.</summary>
internal static class ComplianceProviderParser
{
    public static ComplianceCreation? Parse(
        INamedTypeSymbol testClass, ITypeSymbol provider, Compilation compilation, List<Problem> problems, out string? providerName)
    {
        var isOwn = SymbolEqualityComparer.Default.Equals(provider.ContainingAssembly, compilation.Assembly);
        providerName = Symbols.Text(ComplianceTypes.Attribute(provider, ComplianceTypes.Runtime, "ProviderManifestAttribute"))
            ?? (isOwn ? Symbols.Text(Symbols.Attribute(provider, "Provider")) : null)
            ?? (ComplianceTypes.ImplementsProvider(provider) ? provider.Name : null);
        if (provider is not INamedTypeSymbol { Arity: 0 } named || providerName is null)
        {
            problems.Add(
                ComplianceProblemIds.NotAProvider,
                testClass,
                $"The type '{provider.Name}' is no provider: it has no [Provider], or was compiled without the generator of " +
                "Compute.Framework.");
            return null;
        }

        if (ComplianceClassShape.FindMember(testClass, ComplianceTypes.CreateProvider, compilation) is { } author)
        {
            if (ReturnKind(author, named) is { } kind)
            {
                return new(kind, Names.Of(named));
            }

            problems.Add(
                ComplianceProblemIds.CreateProviderShape,
                author,
                $"The member 'CreateProvider' of '{testClass.Name}' must be a static method without parameters that returns " +
                $"'{provider.Name}', ISandboxProvider, or a task of either.");
            return null;
        }

        if (TryFindSettings(named, isOwn, compilation, out var settings))
        {
            return new(ComplianceCreationKind.Environment, Names.Of(named), settings);
        }

        problems.Add(
            ComplianceProblemIds.NeedsCreateProvider,
            testClass,
            $"The provider '{provider.Name}' cannot be made from the environment alone: write 'private static ISandboxProvider " +
            $"CreateProvider() => …' in '{testClass.Name}'.");
        return null;
    }

    /// <summary>What the author's method returns; null when it is not a provider or a task of one.</summary>
    private static ComplianceCreationKind? ReturnKind(ISymbol member, INamedTypeSymbol provider)
    {
        if (member is not IMethodSymbol { IsStatic: true, Arity: 0, Parameters.IsEmpty: true } method)
        {
            return null;
        }

        if (IsProvider(method.ReturnType, provider))
        {
            return ComplianceCreationKind.Method;
        }

        var isTask = Symbols.Is(method.ReturnType, "System.Threading.Tasks", "Task", arity: 1)
            || Symbols.Is(method.ReturnType, "System.Threading.Tasks", "ValueTask", arity: 1);
        return isTask && IsProvider(((INamedTypeSymbol)method.ReturnType).TypeArguments[0], provider)
            ? ComplianceCreationKind.AsyncMethod
            : null;
    }

    /// <summary>The interface of a provider in this project is written by the compiler and is not to be seen yet, so its class will
    /// do.</summary>
    private static bool IsProvider(ITypeSymbol type, INamedTypeSymbol provider) =>
        type.NullableAnnotation != NullableAnnotation.Annotated
        && (SymbolEqualityComparer.Default.Equals(type, provider)
            || ComplianceTypes.IsProviderInterface(type)
            || ComplianceTypes.ImplementsProvider(type));

    /// <summary>The settings that the generated <c>Create</c> takes first. False when it needs more than the environment can
    /// give.</summary>
    private static bool TryFindSettings(INamedTypeSymbol provider, bool isOwn, Compilation compilation, out string? settings)
    {
        foreach (var member in provider.GetMembers("Create"))
        {
            if (member is IMethodSymbol { IsStatic: true, Arity: 0 } create
                && compilation.IsSymbolAccessibleWithin(create, compilation.Assembly)
                && IsProvider(create.ReturnType, provider))
            {
                return TryReadCreate(create, out settings);
            }
        }

        settings = null;
        return isOwn && TryReadConstructor(provider, compilation, out settings);
    }

    private static bool TryReadCreate(IMethodSymbol create, out string? settings)
    {
        settings = null;
        foreach (var parameter in create.Parameters)
        {
            if (parameter.Ordinal == 0 && Symbols.Has(parameter.Type, "ProviderSettings"))
            {
                settings = Names.Of(parameter.Type);
            }
            else if (!parameter.IsOptional)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>In the provider's own project its <c>Create</c> is not written yet: it will take what the constructor says.</summary>
    private static bool TryReadConstructor(INamedTypeSymbol provider, Compilation compilation, out string? settings)
    {
        var constructor = ConstructorParser.Parse(provider, compilation, []);
        settings = constructor?.SettingsType;
        return constructor is { NeedsService: false };
    }
}
