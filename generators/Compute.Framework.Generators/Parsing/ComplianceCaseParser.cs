using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads the compliance cases from the metadata of the library that has them.</summary>
internal static class ComplianceCaseParser
{
    /// <summary>The cases, ordered by id; none where the library is not referenced.</summary>
    public static EquatableArray<ComplianceCaseModel> Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        if (compilation.GetTypeByMetadataName(ComplianceTypes.TestsAttribute) is not { } attribute)
        {
            return EquatableArray<ComplianceCaseModel>.Empty;
        }

        // The namespace as the library itself has it: no other assembly can add a case.
        var cases = new List<ComplianceCaseModel>();
        AddCases(attribute.ContainingNamespace, cases, cancellationToken);
        cases.Sort(static (left, right) =>
            string.CompareOrdinal(left.Id, right.Id) is var byId and not 0 ? byId : string.CompareOrdinal(left.Method, right.Method));
        return new([.. cases]);
    }

    private static void AddCases(INamespaceSymbol container, List<ComplianceCaseModel> cases, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var type in container.GetTypeMembers())
        {
            if (type is { IsStatic: true, Arity: 0, DeclaredAccessibility: Accessibility.Public })
            {
                AddCases(type, cases);
            }
        }

        foreach (var nested in container.GetNamespaceMembers())
        {
            AddCases(nested, cases, cancellationToken);
        }
    }

    private static void AddCases(INamedTypeSymbol type, List<ComplianceCaseModel> cases)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsStatic: true, Arity: 0, DeclaredAccessibility: Accessibility.Public,
                Parameters.Length: 1 } method
                && ComplianceTypes.Attribute(method, ComplianceTypes.Testing, "ComplianceCaseAttribute") is { } attribute
                && Symbols.Text(attribute) is { Length: > 0 } id
                && method.Parameters[0].RefKind == RefKind.None
                && Symbols.Is(method.Parameters[0].Type, ComplianceTypes.Testing, "ComplianceContext")
                && Symbols.Is(method.ReturnType, "System.Threading.Tasks", "Task"))
            {
                var isAlone = attribute.NamedArguments.Any(static argument => argument is { Key: "Alone", Value.Value: true });
                cases.Add(new(id, $"{Names.Of(type)}.{Names.Escape(method.Name)}", isAlone));
            }
        }
    }
}
