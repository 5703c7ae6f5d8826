using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Whether a value of one type can be passed as another.</summary>
internal enum Fit
{
    No,

    /// <summary>It would, if the receiving type were nullable.</summary>
    NeedsNullable,
    Yes,
}

internal static class TypeFit
{
    /// <summary>The same type or an implicit reference conversion; no numeric, boxing or user-defined one.</summary>
    public static Fit Check(Compilation compilation, ITypeSymbol source, ITypeSymbol target)
    {
        if (target.TypeKind is TypeKind.Error or TypeKind.Pointer || source.TypeKind == TypeKind.Error)
        {
            return Fit.No;
        }

        var conversion = compilation.ClassifyConversion(source, target);
        if (conversion.IsImplicit
            && !conversion.IsUserDefined
            && (conversion.IsIdentity || conversion.IsReference || conversion.IsNullable))
        {
            return source.NullableAnnotation == NullableAnnotation.Annotated
                && target is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }
                ? Fit.NeedsNullable
                : Fit.Yes;
        }

        return source is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && SymbolEqualityComparer.Default.Equals(nullable.TypeArguments[0], target)
            ? Fit.NeedsNullable
            : Fit.No;
    }
}
