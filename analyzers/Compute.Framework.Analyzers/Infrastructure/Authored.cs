using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers;

/// <summary>What an author's symbols are to the framework.</summary>
internal static class Authored
{
    /// <summary>The first operation's attribute of a method, or null.</summary>
    public static AttributeData? OperationAttribute(IMethodSymbol method)
    {
        foreach (var shape in OperationTable.All)
        {
            if (Symbols.Attribute(method, shape.Name) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The operation that a provider's method is for; null when it is for none.</summary>
    public static OperationShape? Operation(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && Symbols.Has(method.ContainingType, "Provider"))
        {
            foreach (var shape in OperationTable.All)
            {
                if (Symbols.Has(method, shape.Name))
                {
                    return shape;
                }
            }
        }

        return null;
    }

    /// <summary>Where an attribute is written.</summary>
    public static Location LocationOf(AttributeData attribute, ISymbol symbol, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? LocationOf(symbol);

    public static Location LocationOf(ISymbol symbol) => symbol.Locations.Length > 0 ? symbol.Locations[0] : Location.None;
}
