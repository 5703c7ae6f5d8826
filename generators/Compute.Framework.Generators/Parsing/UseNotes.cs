using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Collects what the compiler and its analyzers say wherever some members of the author's are used, so that generated text can use
/// them.</summary>
/// <remarks>The author has said it on purpose, for others. Trimming still reports what it must when an application is published.</remarks>
internal sealed class UseNotes
{
    private const string CodeAnalysis = "System.Diagnostics.CodeAnalysis";
    private const string Versioning = "System.Runtime.Versioning";

    private static readonly (string Namespace, string Name, string Id)[] Known =
    [
        (CodeAnalysis, "RequiresUnreferencedCodeAttribute", "IL2026"),
        (CodeAnalysis, "RequiresDynamicCodeAttribute", "IL3050"),
        (CodeAnalysis, "RequiresAssemblyFilesAttribute", "IL3002"),
        (Versioning, "RequiresPreviewFeaturesAttribute", "CA2252"),
        (Versioning, "SupportedOSPlatformAttribute", "CA1416"),
        (Versioning, "UnsupportedOSPlatformAttribute", "CA1416"),
        (Versioning, "ObsoletedOSPlatformAttribute", "CA1422"),
    ];

    private readonly List<string> _ids = [];

    /// <summary>Whether a use is an error of the compiler's that only obsolete code is spared.</summary>
    public bool IsObsolete { get; private set; }

    /// <summary>The diagnostics to disable, sorted.</summary>
    public EquatableArray<string> Ids
    {
        get
        {
            var ids = _ids.ToArray();
            Array.Sort(ids, StringComparer.Ordinal);
            return new(ids);
        }
    }

    public static UseNotes Of(ISymbol symbol)
    {
        var notes = new UseNotes();
        notes.Add(symbol);
        return notes;
    }

    /// <summary>Adds a member, its accessors, its types, and what contains it.</summary>
    public void Add(ISymbol? symbol)
    {
        switch (symbol)
        {
            case IMethodSymbol method:
                Add(method.ReturnType);
                foreach (var parameter in method.Parameters)
                {
                    Add(parameter.Type);
                }

                break;
            case IPropertySymbol property:
                AddAttributes(property.GetMethod);
                AddAttributes(property.SetMethod);
                Add(property.Type);
                break;
            case IFieldSymbol field:
                Add(field.Type);
                break;
            case IArrayTypeSymbol array:
                Add(array.ElementType);
                break;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    Add(argument);
                }

                break;
        }

        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            AddAttributes(current);
        }
    }

    private void AddAttributes(ISymbol? symbol)
    {
        foreach (var attribute in symbol?.GetAttributes() ?? [])
        {
            if (Symbols.Is(attribute.AttributeClass, "System", "ObsoleteAttribute"))
            {
                IsObsolete |= attribute.ConstructorArguments is { Length: 2 } arguments && arguments[1].Value is true;
                AddId(Symbols.Text(attribute, "DiagnosticId"));
            }
            else if (Symbols.Is(attribute.AttributeClass, CodeAnalysis, "ExperimentalAttribute"))
            {
                AddId(Symbols.Text(attribute));
            }
            else
            {
                AddKnown(attribute.AttributeClass);
            }
        }
    }

    private void AddKnown(INamedTypeSymbol? attribute)
    {
        foreach (var (space, name, id) in Known)
        {
            if (Symbols.Is(attribute, space, name))
            {
                AddId(id);
            }
        }
    }

    private void AddId(string? id)
    {
        if (id is not null && SyntaxFacts.IsValidIdentifier(id) && !_ids.Contains(id))
        {
            _ids.Add(id);
        }
    }
}
