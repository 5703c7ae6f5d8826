using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads the compliance cases from the metadata of the library that has them.</summary>
internal static class ComplianceCatalogueParser
{
    public static EquatableArray<ComplianceCaseModel> Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        var library = compilation.GetTypeByMetadataName(ComplianceTypes.TestsAttribute)?.ContainingAssembly;
        if (library is null)
        {
            return EquatableArray<ComplianceCaseModel>.Empty;
        }

        var cases = new List<ComplianceCaseModel>();
        if (FindNamespace(library.GlobalNamespace, ComplianceTypes.TestingNamespace) is { } root)
        {
            AddCases(root, cases, cancellationToken);
        }

        cases.Sort(static (left, right) =>
            string.CompareOrdinal(left.Id, right.Id) is var byId and not 0 ? byId : string.CompareOrdinal(left.Method, right.Method));
        return new([.. cases]);
    }

    private static INamespaceSymbol? FindNamespace(INamespaceSymbol root, string name)
    {
        INamespaceSymbol? current = root;
        foreach (var part in name.Split('.'))
        {
            INamespaceSymbol? next = null;
            foreach (var member in current.GetNamespaceMembers())
            {
                if (member.Name == part)
                {
                    next = member;
                    break;
                }
            }

            if (next is null)
            {
                return null;
            }

            current = next;
        }

        return current;
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
            if (member is IMethodSymbol { IsStatic: true, Arity: 0, DeclaredAccessibility: Accessibility.Public, Parameters.Length: 1 } method
                && ComplianceTypes.FirstText(ComplianceTypes.Find(method, ComplianceTypes.CaseAttribute)) is { Length: > 0 } id
                && method.Parameters[0].RefKind == RefKind.None
                && ComplianceTypes.Is(method.Parameters[0].Type, ComplianceTypes.Context)
                && ComplianceTypes.Is(method.ReturnType, "System.Threading.Tasks.Task"))
            {
                cases.Add(new(id, $"{ComplianceTypes.Qualified(type)}.{ComplianceIdentifiers.Escape(method.Name)}"));
            }
        }
    }
}
