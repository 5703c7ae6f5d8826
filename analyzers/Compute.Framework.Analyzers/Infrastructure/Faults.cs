using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers;

/// <summary>Exceptions that stand for lost connections and faults, not for a response of the back end.</summary>
internal static class Faults
{
    private static readonly (string Namespace, string Name)[] s_broad =
    [
        ("System", "Exception"),
        ("System", "SystemException"),
        ("System.Net.Http", "HttpRequestException"),
        (Symbols.Contract, "ComputeException"),
    ];

    private static readonly (string Namespace, string Name)[] s_lost =
    [
        ("System", "TimeoutException"),
        ("System", "OperationCanceledException"),
        ("System.IO", "IOException"),
        ("System.Net.Sockets", "SocketException"),
        ("System.Threading.Tasks", "TaskCanceledException"),
        (Symbols.Contract, "SandboxUnavailableException"),
    ];

    /// <summary>Whether a type is so general that it stands for faults too; without a type, everything is caught.</summary>
    public static bool IsBroad(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || IsOne(type, s_broad);

    /// <summary>Whether what a type stands for says nothing about how a process ended.</summary>
    public static bool HasNoOutcome(ITypeSymbol type) => IsBroad(type) || IsOne(type, s_lost);

    private static bool IsOne(ITypeSymbol type, (string Namespace, string Name)[] types)
    {
        foreach (var (space, name) in types)
        {
            if (Symbols.Is(type, space, name))
            {
                return true;
            }
        }

        return false;
    }
}
