using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Recognises Refit by its names in metadata; nothing here references it.</summary>
internal static class RefitParser
{
    private const string Namespace = "Refit";

    /// <summary>What the referenced parts of Refit can do for a type; nothing when it is no interface of Refit's.</summary>
    public static RefitSupport Parse(ITypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind != TypeKind.Interface || !HasCalls(type))
        {
            return RefitSupport.None;
        }

        var support = RefitSupport.None;
        foreach (var method in Methods(compilation, "HttpClientFactoryExtensions", "AddRefitClient"))
        {
            if (Symbols.Is(method.Parameters[0].Type, "Microsoft.Extensions.DependencyInjection", "IServiceCollection")
                && Symbols.Is(method.ReturnType, "Microsoft.Extensions.DependencyInjection", "IHttpClientBuilder"))
            {
                support |= RefitSupport.Registration;
            }
        }

        foreach (var method in Methods(compilation, "RestService", "For"))
        {
            if (Symbols.Is(method.Parameters[0].Type, "System.Net.Http", "HttpClient"))
            {
                support |= RefitSupport.Factory;
            }
        }

        return support;
    }

    /// <summary>Whether a method of the interface, or of one that it inherits, has an attribute such as <c>[Get]</c>.</summary>
    private static bool HasCalls(ITypeSymbol type)
    {
        foreach (var current in Symbols.Hierarchy(type))
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol && IsCall(member))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsCall(ISymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            for (var current = attribute.AttributeClass; current is not null; current = current.BaseType)
            {
                if (Symbols.Is(current, Namespace, "HttpMethodAttribute"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The usable static methods with one type argument that can be called with one argument.</summary>
    private static IEnumerable<IMethodSymbol> Methods(Compilation compilation, string type, string name)
    {
        foreach (var member in compilation.GetTypeByMetadataName($"{Namespace}.{type}")?.GetMembers(name) ?? [])
        {
            if (member is IMethodSymbol { IsStatic: true, Arity: 1, Parameters.IsEmpty: false } method
                && (method.Parameters.Length == 1 || method.Parameters[1].IsOptional)
                && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
            {
                yield return method;
            }
        }
    }
}
