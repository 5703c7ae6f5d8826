using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Decides how the result of an author's method becomes that of the operation.</summary>
internal static class ResultParser
{
    private const string Tasks = "System.Threading.Tasks";
    private const string Collections = "System.Collections.Generic";

    /// <summary>The type inside tasks, sequences, lists and nullable values.</summary>
    public static ITypeSymbol? Innermost(ITypeSymbol type)
    {
        var inner = IsTask(type, arity: 1) || Symbols.Is(type, Collections, "IAsyncEnumerable", 1)
            ? ((INamedTypeSymbol)type).TypeArguments[0]
            : null;
        if (inner is IArrayTypeSymbol array)
        {
            return array.ElementType;
        }

        return inner is INamedTypeSymbol { Arity: 1 } generic
            && (generic.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || ListElement(generic) is not null)
            ? generic.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? generic.TypeArguments[0] : ListElement(generic)
            : inner;
    }

    /// <summary>The conversion, or null when the type does not fit.</summary>
    public static (ResultConversion Conversion, string? ListType)? Parse(
        OperationShape shape, ITypeSymbol type, ITypeSymbol? wanted, Compilation compilation)
    {
        if (shape.Result == ResultKind.Nothing)
        {
            return IsTask(type, 0) ? (type.Name == "Task" ? ResultConversion.Wrap : ResultConversion.None, null) : null;
        }

        if (wanted is null)
        {
            return null;
        }

        return shape.Result switch
        {
            ResultKind.Values or ResultKind.Handles => Sequence(type, wanted, compilation),
            ResultKind.Lookup => Lookup(shape, type, wanted, compilation),
            _ => Value(type, wanted, compilation),
        };
    }

    private static (ResultConversion Conversion, string? ListType)? Value(ITypeSymbol type, ITypeSymbol wanted, Compilation compilation)
    {
        if (!IsTask(type, 1))
        {
            return null;
        }

        var given = ((INamedTypeSymbol)type).TypeArguments[0];
        if (TypeFit.Check(compilation, given, wanted) != Fit.Yes)
        {
            return null;
        }

        if (!SymbolEqualityComparer.Default.Equals(given, wanted))
        {
            return (ResultConversion.Await, null);
        }

        return (type.Name == "Task" ? ResultConversion.Wrap : ResultConversion.None, null);
    }

    private static (ResultConversion Conversion, string? ListType)? Lookup(
        OperationShape shape, ITypeSymbol type, ITypeSymbol handle, Compilation compilation)
    {
        if (!IsTask(type, 1))
        {
            return null;
        }

        var given = ((INamedTypeSymbol)type).TypeArguments[0];
        var isNullableValue = given is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var inner = isNullableValue ? ((INamedTypeSymbol)given).TypeArguments[0] : given;
        if (!SymbolEqualityComparer.Default.Equals(inner, handle))
        {
            return null;
        }

        var isNever = handle.IsValueType ? !isNullableValue : given.NullableAnnotation == NullableAnnotation.NotAnnotated;
        if (!isNever)
        {
            return (ResultConversion.Lookup, null);
        }

        return shape.Name == "DescribeSandbox" ? (ResultConversion.Present, null) : null;
    }

    private static (ResultConversion Conversion, string? ListType)? Sequence(ITypeSymbol type, ITypeSymbol element, Compilation compilation)
    {
        if (Symbols.Is(type, Collections, "IAsyncEnumerable", 1))
        {
            var given = ((INamedTypeSymbol)type).TypeArguments[0];
            return TypeFit.Check(compilation, given, element) == Fit.Yes && given.IsReferenceType == element.IsReferenceType
                ? (ResultConversion.None, null)
                : null;
        }

        if (!IsTask(type, 1))
        {
            return null;
        }

        var list = ((INamedTypeSymbol)type).TypeArguments[0];
        if (list.NullableAnnotation == NullableAnnotation.Annotated)
        {
            return null;
        }

        var readOnlyList = compilation.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyList`1")?.Construct(element);
        if (SymbolEqualityComparer.Default.Equals(list, readOnlyList))
        {
            return (ResultConversion.Sequence, null);
        }

        var readOnlyCollection = compilation.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyCollection`1")?.Construct(element);
        return readOnlyCollection is not null && TypeFit.Check(compilation, list, readOnlyCollection) == Fit.Yes
            ? (ResultConversion.SequenceOf, Names.Of(list))
            : null;
    }

    private static bool IsTask(ITypeSymbol type, int arity) =>
        Symbols.Is(type, Tasks, "Task", arity) || Symbols.Is(type, Tasks, "ValueTask", arity);

    private static ITypeSymbol? ListElement(INamedTypeSymbol type)
    {
        if (Symbols.Is(type, Collections, "IReadOnlyList", 1) || Symbols.Is(type, Collections, "IReadOnlyCollection", 1))
        {
            return type.TypeArguments[0];
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (Symbols.Is(implemented, Collections, "IReadOnlyCollection", 1))
            {
                return implemented.TypeArguments[0];
            }
        }

        return null;
    }
}
