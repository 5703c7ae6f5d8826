using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Finds out how a provider is made for its tests. Of a referenced provider only what its public metadata shows is used.</summary>
internal static class ComplianceProviderParser
{
    public static ComplianceCreation? Parse(
        INamedTypeSymbol testClass, ITypeSymbol provider, Compilation compilation, List<ComplianceProblem> problems, out string? providerName)
    {
        var isOwn = SymbolEqualityComparer.Default.Equals(provider.ContainingAssembly, compilation.Assembly);
        providerName = ComplianceTypes.FirstText(ComplianceTypes.Find(provider, ComplianceTypes.ManifestAttribute))
            ?? (isOwn ? ComplianceTypes.FirstText(ComplianceTypes.Find(provider, ComplianceTypes.ProviderAttribute)) : null)
            ?? (Implements(provider) ? provider.Name : null);
        if (provider is not INamedTypeSymbol { Arity: 0 } named || providerName is null)
        {
            problems.Add(new(
                ComplianceProblem.NotAProvider,
                testClass.Name,
                $"The type '{provider.Name}' is no provider: it has no [Provider], or was compiled without the generator of Compute.Framework."));
            return null;
        }

        var type = ComplianceTypes.Qualified(named);
        if (ComplianceClassShape.FindMember(testClass, ComplianceTypes.CreateProviderMethod, compilation) is { } author)
        {
            if (ReturnKind(author, named) is { } kind)
            {
                return new(kind, type);
            }

            problems.Add(new(
                ComplianceProblem.CreateProviderShape,
                ComplianceTypes.CreateProviderMethod,
                $"The member 'CreateProvider' of '{testClass.Name}' must be a static method without parameters that returns '{provider.Name}', ISandboxProvider, or a task of either."));
            return null;
        }

        if (TryFindSettings(named, isOwn, compilation, out var settings))
        {
            return new(ComplianceCreationKind.Environment, type, settings is null ? null : ComplianceTypes.Qualified(settings));
        }

        problems.Add(new(
            ComplianceProblem.NeedsCreateProvider,
            testClass.Name,
            $"The provider '{provider.Name}' cannot be made from the environment alone: write 'private static ISandboxProvider CreateProvider() => …' in '{testClass.Name}'."));
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

        return (ComplianceTypes.IsGeneric(method.ReturnType, "System.Threading.Tasks.Task") || ComplianceTypes.IsGeneric(method.ReturnType, "System.Threading.Tasks.ValueTask"))
            && IsProvider(((INamedTypeSymbol)method.ReturnType).TypeArguments[0], provider)
            ? ComplianceCreationKind.AsyncMethod
            : null;
    }

    private static bool IsProvider(ITypeSymbol type, INamedTypeSymbol provider)
    {
        if (type.NullableAnnotation == NullableAnnotation.Annotated)
        {
            return false;
        }

        // The interface of a provider in this project is written by the compiler, and is not to be seen yet.
        return SymbolEqualityComparer.Default.Equals(type, provider) || ComplianceTypes.Is(type, ComplianceTypes.Provider) || Implements(type);
    }

    private static bool Implements(ITypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (ComplianceTypes.Is(implemented, ComplianceTypes.Provider))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The settings that the generated <c>Create</c> takes first. False when it needs more than the environment can give.</summary>
    private static bool TryFindSettings(INamedTypeSymbol provider, bool isOwn, Compilation compilation, out ITypeSymbol? settings)
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
        return isOwn && TryReadConstructor(provider, out settings);
    }

    private static bool TryReadCreate(IMethodSymbol create, out ITypeSymbol? settings)
    {
        settings = null;
        for (var i = 0; i < create.Parameters.Length; i++)
        {
            var parameter = create.Parameters[i];
            if (i == 0 && IsSettings(parameter.Type))
            {
                settings = parameter.Type;
            }
            else if (!parameter.IsOptional)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>In the provider's own project its <c>Create</c> is not written yet: it will take what the constructor says.</summary>
    private static bool TryReadConstructor(INamedTypeSymbol provider, out ITypeSymbol? settings)
    {
        settings = null;
        IMethodSymbol? only = null;
        foreach (var constructor in provider.InstanceConstructors)
        {
            if (only is not null)
            {
                return false;
            }

            only = constructor;
        }

        foreach (var parameter in only?.Parameters ?? [])
        {
            if (settings is null && IsSettings(parameter.Type))
            {
                settings = parameter.Type;
            }
            else if (!IsOptionalInCreate(parameter.Type))
            {
                return false;
            }
        }

        return only is not null;
    }

    private static bool IsSettings(ITypeSymbol type) => ComplianceTypes.Find(type, ComplianceTypes.ProviderOptionsAttribute) is not null;

    private static bool IsOptionalInCreate(ITypeSymbol type) =>
        ComplianceTypes.Is(type, "System.Net.Http.HttpClient")
        || ComplianceTypes.Is(type, "System.TimeProvider")
        || ComplianceTypes.Is(type, "Microsoft.Extensions.Logging.ILogger")
        || ComplianceTypes.IsGeneric(type, "Microsoft.Extensions.Logging.ILogger");
}
