using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>The types that diagnostics are about.</summary>
internal static class AuthorTypes
{
    /// <summary>The type that is declared at the place, or that of the parameter there; of a record's member no type.</summary>
    public static INamedTypeSymbol? At(FixPlace place, CancellationToken cancellationToken) =>
        place.DeclaredType(cancellationToken)
        ?? (place.Diagnostic.Id == ProblemIds.UnsuitableRecord
            ? null
            : place.Parameter(cancellationToken)?.Symbol.Type as INamedTypeSymbol);

    /// <summary>A type and those that contain it.</summary>
    public static IEnumerable<INamedTypeSymbol> WithContainers(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }

    /// <summary>Whether a name for a member is free in a type, its base types and the parts that the compiler adds.</summary>
    public static bool IsFree(INamedTypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).Length > 0)
            {
                return false;
            }
        }

        return type.Name != name && name is not ("Sandbox" or "Create") && SyntaxFacts.IsValidIdentifier(name);
    }

    /// <summary>The name, with a number behind it where it is taken.</summary>
    public static string FreeName(INamedTypeSymbol type, string name)
    {
        if (IsFree(type, name))
        {
            return name;
        }

        for (var number = 2; ; number++)
        {
            if (IsFree(type, name + number))
            {
                return name + number;
            }
        }
    }

    /// <summary>What a provider's name begins with: <c>Cloud</c> of <c>CloudProvider</c>.</summary>
    public static string Stem(INamedTypeSymbol provider)
    {
        var name = provider.Name;
        foreach (var suffix in new[] { "SandboxProvider", "Provider" })
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return name.Substring(0, name.Length - suffix.Length);
            }
        }

        return name;
    }

    /// <summary>Whether type parameters of a declaration are used in it.</summary>
    public static bool UsesTypeParameters(SyntaxNode declaration, TypeParameterListSyntax list)
    {
        var names = new HashSet<string>(list.Parameters.Select(parameter => parameter.Identifier.ValueText));
        return declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));
    }
}
