using System.Text;
using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Where a test class stands, and whether another file can extend it.</summary>
internal static class ComplianceClassShape
{
    /// <summary>The partial declarations from the outermost containing type to the class; null when it cannot be extended or run.</summary>
    public static EquatableArray<string>? Declarations(INamedTypeSymbol testClass, List<ComplianceProblem> problems, CancellationToken cancellationToken)
    {
        if (testClass.DeclaredAccessibility != Accessibility.Public)
        {
            problems.Add(new(ComplianceProblem.NotPublic, testClass.Name, $"The class '{testClass.Name}' must be public: xUnit does not run the tests of other classes."));
        }

        if (testClass.IsStatic || testClass.IsAbstract)
        {
            problems.Add(new(ComplianceProblem.ClassShape, testClass.Name, $"The class '{testClass.Name}' must not be static or abstract: xUnit makes an object of it for each test."));
            return null;
        }

        var declarations = new List<string>();
        for (var type = testClass; type is not null; type = type.ContainingType)
        {
            if (type.Arity > 0 || type.IsFileLocal || !IsPartial(type, cancellationToken))
            {
                problems.Add(new(ComplianceProblem.ClassShape, type.Name, $"The type '{type.Name}' must be partial, not generic and not local to a file, so that the compiler can write the tests of '{testClass.Name}'."));
                return null;
            }

            declarations.Insert(0, $"partial {Keyword(type)} {ComplianceIdentifiers.Escape(type.Name)}");
        }

        return new(declarations.ToArray());
    }

    public static string Namespace(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace
            ? ""
            : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    /// <summary>A file name that no other class of the compilation has, even where names differ by case only.</summary>
    public static string HintName(INamedTypeSymbol testClass)
    {
        var name = new StringBuilder(testClass.MetadataName);
        var collides = false;
        for (INamespaceOrTypeSymbol current = testClass; Container(current) is { } container; current = container)
        {
            collides |= HasLookalike(container, current.Name);
            if (container is ITypeSymbol)
            {
                name.Insert(0, $"{container.MetadataName}+");
            }
            else if (container.Name.Length > 0)
            {
                name.Insert(0, $"{container.Name}.");
            }
        }

        if (collides)
        {
            name.Append('-').Append(StableHash(name.ToString()));
        }

        return name.Append(".Compliance.g.cs").ToString();
    }

    /// <summary>A static or instance member that the class has or inherits, as far as it can name it; not a type.</summary>
    public static ISymbol? FindMember(INamedTypeSymbol testClass, string name, Compilation compilation)
    {
        for (var type = testClass; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is not ITypeSymbol && compilation.IsSymbolAccessibleWithin(member, testClass))
                {
                    return member;
                }
            }
        }

        return null;
    }

    public static EquatableArray<string> MemberNames(INamedTypeSymbol testClass)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { testClass.Name };
        for (var type = testClass; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member.CanBeReferencedByName)
                {
                    names.Add(member.Name);
                }
            }
        }

        var sorted = new string[names.Count];
        names.CopyTo(sorted);
        return new(sorted);
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax declaration || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return false;
            }
        }

        return true;
    }

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Interface, _) => "interface",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (_, true) => "record",
        _ => "class",
    };

    private static INamespaceOrTypeSymbol? Container(INamespaceOrTypeSymbol symbol) =>
        (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;

    private static bool HasLookalike(INamespaceOrTypeSymbol container, string name)
    {
        foreach (var sibling in container.GetMembers())
        {
            if (sibling is INamespaceOrTypeSymbol && sibling.Name != name && string.Equals(sibling.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>FNV-1a: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static string StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
