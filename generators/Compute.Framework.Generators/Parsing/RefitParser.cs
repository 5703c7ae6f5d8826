using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Recognises Refit by its names in metadata; nothing here references it.</summary>
internal static class RefitParser
{
    private const string Namespace = "Refit";
    private const string Json = "System.Text.Json.Serialization";

    /// <summary>Types that travel as they are, without JSON.</summary>
    private static readonly (string Namespace, string Name)[] Plain =
        [("System.IO", "Stream"), ("System.Net.Http", "HttpContent"), ("System.Net.Http", "HttpResponseMessage")];

    /// <summary>Types around what a call gives.</summary>
    private static readonly (string Namespace, string Name)[] Wrappers =
    [
        ("System.Threading.Tasks", "Task"),
        ("System.Threading.Tasks", "ValueTask"),
        ("System", "IObservable"),
        (Namespace, "IApiResponse"),
        (Namespace, "ApiResponse"),
    ];

    /// <summary>Whether a type is an interface of Refit's for which a referenced Refit has a generated client.</summary>
    public static bool IsMade(ITypeSymbol type, Compilation compilation) =>
        type.TypeKind == TypeKind.Interface && Calls(type).Count > 0 && HasGeneratedClients(compilation);

    /// <summary>Whether a call sends or receives JSON.</summary>
    public static bool NeedsJson(ITypeSymbol type)
    {
        foreach (var call in Calls(type))
        {
            if (!IsPlain(call.ReturnType))
            {
                return true;
            }

            foreach (var parameter in call.Parameters)
            {
                if (HasAttribute(parameter, "BodyAttribute") && !IsPlain(parameter.Type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The context that <c>[Provider]</c> names for such interfaces, or null.</summary>
    /// <param name="provider">The provider's class.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="problems">Gets a problem where what is named is no such context.</param>
    /// <param name="isNamed">Whether anything is named.</param>
    public static string? JsonContext(INamedTypeSymbol provider, Compilation compilation, List<Problem> problems, out bool isNamed)
    {
        isNamed = false;
        foreach (var argument in Symbols.Attribute(provider, "Provider")?.NamedArguments ?? [])
        {
            if (argument.Key != "JsonContext" || argument.Value is not { Kind: TypedConstantKind.Type, Value: ITypeSymbol context })
            {
                continue;
            }

            isNamed = true;
            if (IsUsableContext(context, compilation))
            {
                return Names.Of(context);
            }

            problems.Add(ProblemIds.JsonContext, provider, $"The JsonContext '{context.Name}' of '{provider.Name}' must be a class that " +
                "derives from JsonSerializerContext, is not abstract or generic, and is public or internal.");
        }

        return null;
    }

    public static bool IsUsableContext(ITypeSymbol type, Compilation compilation) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false }
        && Symbols.Is(type.BaseType, Json, "JsonSerializerContext")
        && Symbols.Visibility(type) != Accessibility.Private
        && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    private static List<IMethodSymbol> Calls(ITypeSymbol type)
    {
        var calls = new List<IMethodSymbol>();
        foreach (var current in Symbols.Hierarchy(type))
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol method && HasAttribute(method, "HttpMethodAttribute"))
                {
                    calls.Add(method);
                }
            }
        }

        return calls;
    }

    private static bool HasAttribute(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            for (var current = attribute.AttributeClass; current is not null; current = current.BaseType)
            {
                if (Symbols.Is(current, Namespace, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsPlain(ITypeSymbol type)
    {
        if (IsAny(type, Wrappers, arity: 1) && type is INamedTypeSymbol wrapper)
        {
            return IsPlain(wrapper.TypeArguments[0]);
        }

        return type.SpecialType is SpecialType.System_String or SpecialType.System_Void
            || IsAny(type, Plain, arity: 0)
            || IsAny(type, Wrappers, arity: 0);
    }

    private static bool IsAny(ITypeSymbol type, (string Namespace, string Name)[] names, int arity)
    {
        foreach (var (space, name) in names)
        {
            if (Symbols.Is(type, space, name, arity))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the referenced Refit makes clients that its generator wrote, over a context of JSON.</summary>
    private static bool HasGeneratedClients(Compilation compilation)
    {
        foreach (var member in compilation.GetTypeByMetadataName(Namespace + ".RestService")?.GetMembers("ForGenerated") ?? [])
        {
            if (member is IMethodSymbol { IsStatic: true, Arity: 1, Parameters: [{ } client, { } context] } method
                && Symbols.Is(client.Type, "System.Net.Http", "HttpClient")
                && Symbols.Is(context.Type, Json, "JsonSerializerContext")
                && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
            {
                return true;
            }
        }

        return false;
    }
}
