using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Finds an author's handle type and reads its attributed members.</summary>
internal static class HandleParser
{
    private static readonly string[] Givers = ["CreateSandbox", "GetSandbox", "ListSandboxes", "DescribeSandbox", "Branch"];

    /// <summary>The type that the author's methods give for a sandbox.</summary>
    public static ITypeSymbol? Find(INamedTypeSymbol type, List<Problem> problems)
    {
        foreach (var giver in Givers)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol method && Symbols.Has(method, giver)
                    && ResultParser.Innermost(method.ReturnType) is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class
                        or TypeKind.Struct or TypeKind.Interface } handle)
                {
                    return handle.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
                }
            }
        }

        problems.Add(ProblemIds.NoHandle, type, $"No method of '{type.Name}' gives a handle: write a method with [CreateSandbox] that " +
            "returns Task<T>, where a property of T has [SandboxId].");
        return null;
    }

    /// <summary>Whether a type looks like a handle: a member of it is a sandbox's id.</summary>
    public static bool IsHandle(ITypeSymbol type)
    {
        foreach (var current in Symbols.Hierarchy(type))
        {
            foreach (var member in current.GetMembers())
            {
                if (Symbols.Has(member, "SandboxId"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static HandleModel? Parse(ITypeSymbol handle, INamedTypeSymbol provider, Compilation compilation, List<Problem> problems)
    {
        var visibility = Symbols.Visibility(handle);
        if (visibility == Accessibility.Private)
        {
            problems.Add(
                ProblemIds.NotAccessible,
                handle,
                $"The handle '{handle.Name}' must be public or internal, and the types that contain it too.");
        }

        if (handle.Name == "Sandbox")
        {
            problems.Add(
                ProblemIds.ReservedName, handle, "The compiler adds a class 'Sandbox' to the provider: give the handle another name.");
        }

        if (UseNotes.Of(handle).IsObsolete && !UseNotes.Of(provider).IsObsolete)
        {
            problems.Add(
                ProblemIds.NotAccessible, handle, $"The handle '{handle.Name}' is an error to use: take 'error: true' off its [Obsolete].");
        }

        var reader = new MemberReader(handle, provider, compilation, problems);
        var ids = reader.Find("SandboxId");
        if (ids.Count != 1)
        {
            problems.Add(
                ProblemIds.HandleId,
                handle,
                $"The handle '{handle.Name}' must have exactly one property with [SandboxId]; it has {ids.Count}.");
            return null;
        }

        var text = compilation.GetSpecialType(SpecialType.System_String);
        var time = Nullable(compilation, compilation.GetTypeByMetadataName("System.DateTimeOffset"));
        var status = Nullable(compilation, compilation.GetTypeByMetadataName("Compute.Framework.SandboxStatus"));
        var labels = compilation.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyDictionary`2")?.Construct(text, text);
        var id = reader.Read("SandboxId", text, ProblemIds.HandleId);
        return new HandleModel(
            Names.Of(handle),
            visibility == Accessibility.Public,
            id ?? "",
            reader.Read("CreatedAt", time),
            reader.Read("Status", status),
            reader.Read("Labels", labels),
            reader.Read("ExpiresAt", time),
            reader.Read("SandboxName", text?.WithNullableAnnotation(NullableAnnotation.Annotated)));
    }

    private static INamedTypeSymbol? Nullable(Compilation compilation, INamedTypeSymbol? type) =>
        type is null ? null : compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type);

    private sealed class MemberReader(ITypeSymbol handle, INamedTypeSymbol provider, Compilation compilation, List<Problem> problems)
    {
        /// <summary>The members that carry an attribute, without those that another one overrides.</summary>
        public List<ISymbol> Find(string attribute)
        {
            var found = new List<ISymbol>();
            foreach (var type in Symbols.Hierarchy(handle))
            {
                foreach (var member in type.GetMembers())
                {
                    if (member is IPropertySymbol { Name.Length: > 0 } or IFieldSymbol { Name.Length: > 0 }
                        && Symbols.Has(member, attribute)
                        && !found.Exists(other => Replaces(other, member)))
                    {
                        found.Add(member);
                    }
                }
            }

            return found;
        }

        /// <summary>The expression for the member that carries an attribute, or null.</summary>
        public string? Read(string attribute, ITypeSymbol? wanted, string problem = ProblemIds.HandleMember)
        {
            var found = Find(attribute);
            if (found.Count == 0 || wanted is null)
            {
                return null;
            }

            var member = found[0];
            var type = (member as IPropertySymbol)?.Type ?? ((IFieldSymbol)member).Type;
            var isReadable = !member.IsStatic
                && (member is not IPropertySymbol property || property is { IsIndexer: false, GetMethod: { } getter }
                    && compilation.IsSymbolAccessibleWithin(getter, provider))
                && compilation.IsSymbolAccessibleWithin(member, provider);
            if (found.Count > 1
                || !isReadable
                || TypeFit.Check(compilation, type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), wanted) != Fit.Yes)
            {
                problems.Add(problem, member, $"The member '{member.Name}' with [{attribute}] must be the only one, readable for the " +
                    $"provider and of the type '{wanted.ToDisplayString()}'.");
                return null;
            }

            var isNullable = attribute == "SandboxId" && type.NullableAnnotation == NullableAnnotation.Annotated;
            var receiver = IsHidden(member) ? $"(({Names.Of(member.ContainingType)})handle)" : "handle";
            return $"{receiver}.{Names.Escape(member.Name)}{(isNullable ? "!" : "")}";
        }

        /// <summary>Whether a member that was found before stands in the place of one of a base type or base interface.</summary>
        private bool Replaces(ISymbol other, ISymbol member) =>
            other.Name == member.Name
            && (
                handle.TypeKind != TypeKind.Interface || other.ContainingType.AllInterfaces.Contains(
                    member.ContainingType, SymbolEqualityComparer.Default));

        /// <summary>Whether the member's name alone stands for another member of the handle, or for several.</summary>
        private bool IsHidden(ISymbol member)
        {
            foreach (var type in Symbols.Hierarchy(handle))
            {
                if (SymbolEqualityComparer.Default.Equals(type, member.ContainingType))
                {
                    if (handle.TypeKind != TypeKind.Interface || SymbolEqualityComparer.Default.Equals(type, handle))
                    {
                        return false;
                    }

                    continue;
                }

                foreach (var other in type.GetMembers(member.Name))
                {
                    if (!other.IsOverride && compilation.IsSymbolAccessibleWithin(other, provider))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }
}
