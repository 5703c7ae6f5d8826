using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Checks that the author leaves to the compiler what the compiler writes.</summary>
internal static class ReservedNames
{
    private static readonly string[] Implemented =
    [
        "ISandboxProvider", "ISnapshotStore", "IVolumeStore", "INetworkStore", "ITemplateStore", "IEventSource"
    ];

    /// <summary>What the names of all other members begin with that the compiler adds.</summary>
    public const string Prefix = "__cfw";

    public static void Check(INamedTypeSymbol type, List<Problem> problems)
    {
        // An analyzer sees the generated half too. Where there is one, the generator had no objection.
        if (Symbols.HasGeneratedHalf(type))
        {
            return;
        }

        foreach (var reserved in (ReadOnlySpan<string>)["Sandbox", "Create"])
        {
            if ((type.Name == reserved ? type : Taken(type, reserved)) is { } taken)
            {
                problems.Add(
                    ProblemIds.ReservedName, taken, $"The compiler adds a member '{reserved}' to '{type.Name}': choose another name.");
            }
        }

        CheckPrefix(type, problems);
        foreach (var name in Implemented)
        {
            if (Symbols.Implements(type, Symbols.Contract, name) || Symbols.Implements(type, Symbols.Contract, name, arity: 1))
            {
                problems.Add(
                    ProblemIds.OwnImplementation, type, $"The compiler implements '{name}' for '{type.Name}': take it off the class.");
            }
        }

        if (Symbols.Implements(type, "System", "IAsyncDisposable")
            && !Symbols.Implements(type, Symbols.Contract, "ISandboxProvider")
            && !HasPublicDisposal(type, "DisposeAsync"))
        {
            problems.Add(ProblemIds.OwnImplementation, type, $"'{type.Name}' implements IAsyncDisposable explicitly, which the compiler " +
                "does: write a public 'ValueTask DisposeAsync()', which is called with the provider's own disposal.");
        }
        else if (Symbols.Implements(type, "System", "IDisposable") && !HasPublicDisposal(type, "Dispose"))
        {
            problems.Add(ProblemIds.OwnImplementation, type, $"'{type.Name}' implements IDisposable explicitly, which the compiler " +
                "does: write a public 'void Dispose()', which is called with the provider's own disposal.");
        }
    }

    /// <summary>Checks that no member has a name of the kind that the compiler gives.</summary>
    public static void CheckPrefix(INamedTypeSymbol type, List<Problem> problems)
    {
        foreach (var member in type.GetMembers())
        {
            if (member.CanBeReferencedByName && !member.IsImplicitlyDeclared && member.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                problems.Add(
                    ProblemIds.ReservedName,
                    member,
                    $"The name '{member.Name}' in '{type.Name}' begins as those that the compiler adds: choose another name.");
            }
        }
    }

    private static ISymbol? Taken(INamedTypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (SymbolEqualityComparer.Default.Equals(current, type) || member.DeclaredAccessibility != Accessibility.Private)
                {
                    return member;
                }
            }
        }

        return null;
    }

    private static bool HasPublicDisposal(INamedTypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public, Parameters.Length: 0, IsStatic: false,
                    IsGenericMethod: false } method
                    && (name == "Dispose" ? method.ReturnsVoid : Symbols.Is(method.ReturnType, "System.Threading.Tasks", "ValueTask")))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
