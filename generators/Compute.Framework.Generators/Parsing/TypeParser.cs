using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads the shape of a type that is to be extended: its names, its containing types, whether it is partial.</summary>
internal static class TypeParser
{
    /// <summary>Whether this is the declaration to speak for the type: the first part that carries the attribute.</summary>
    public static bool IsFirstPart(GeneratorAttributeSyntaxContext context)
    {
        var name = context.Attributes.Length == 0 ? null : context.Attributes[0].AttributeClass;
        SyntaxReference? first = null;
        foreach (var attribute in context.TargetSymbol.GetAttributes())
        {
            var reference = attribute.ApplicationSyntaxReference;
            if (reference is not null
                && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, name)
                && (first is null || IsBefore(reference, first)))
            {
                first = reference;
            }
        }

        return first is null
            || (first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.FullSpan.Contains(first.Span));
    }

    public static TypeModel Parse(INamedTypeSymbol type)
    {
        var containers = new List<string>();
        var joined = type.Name;
        var metadata = type.MetadataName;
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            containers.Insert(0, Header(container));
            joined = container.Name + joined;
            metadata = container.MetadataName + "+" + metadata;
        }

        var space = "";
        for (var current = type.ContainingNamespace; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            metadata = current.Name + "." + metadata;
            space = space.Length == 0 ? Names.Escape(current.Name) : Names.Escape(current.Name) + "." + space;
        }

        return new TypeModel(
            space,
            new EquatableArray<string>([.. containers]),
            Header(type),
            type.Name,
            Names.Of(type),
            metadata,
            joined,
            Symbols.Visibility(type) == Accessibility.Public,
            type.IsSealed);
    }

    /// <summary>Adds what keeps a type from being extended.</summary>
    public static void Check(INamedTypeSymbol type, string kind, string unsuitable, List<Problem> problems)
    {
        if (!IsPartial(type))
        {
            problems.Add(
                ProblemIds.NotPartial, type, $"The {kind} '{type.Name}' must be partial, so that the compiler can write the rest of it.");
        }

        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            if (!IsPartial(container))
            {
                problems.Add(
                    ProblemIds.ContainerNotPartial,
                    container,
                    $"The type '{container.Name}' contains the {kind} '{type.Name}' and must be partial too.");
            }
        }

        if (type.IsStatic || type.IsAbstract)
        {
            problems.Add(unsuitable, type, $"The {kind} '{type.Name}' must not be static or abstract: objects are made of it.");
        }

        if (type.IsGenericType)
        {
            problems.Add(unsuitable, type, $"The {kind} '{type.Name}' and the types that contain it must not be generic.");
        }

        if (type.IsFileLocal || Symbols.Visibility(type) == Accessibility.Private)
        {
            problems.Add(
                ProblemIds.NotAccessible,
                type,
                $"The {kind} '{type.Name}' must be visible in its project: make it and the types that contain it public or internal.");
        }
    }

    private static bool IsBefore(SyntaxReference one, SyntaxReference other)
    {
        var byPath = string.CompareOrdinal(one.SyntaxTree.FilePath, other.SyntaxTree.FilePath);
        return byPath != 0 ? byPath < 0 : one.Span.Start < other.Span.Start;
    }

    public static bool IsPartial(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax declaration || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return false;
            }
        }

        return type.DeclaringSyntaxReferences.Length > 0;
    }

    private static string Header(INamedTypeSymbol type)
    {
        var keyword = type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            _ => type.IsRecord ? "record" : "class",
        };
        return $"partial {keyword} {Names.Escape(type.Name)}";
    }
}
