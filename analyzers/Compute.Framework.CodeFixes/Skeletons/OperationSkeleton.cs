using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.CodeFixes;

/// <summary>Methods of operations that compile and are still to be written.</summary>
internal static class OperationSkeleton
{
    private static readonly string[] s_lifecycle = ["CreateSandbox", "GetSandbox", "DestroySandbox"];

    /// <summary>The operations that every provider needs and this one has not.</summary>
    public static IReadOnlyList<string> Missing(INamedTypeSymbol provider)
    {
        var missing = s_lifecycle.Where(operation => !Declares(provider, operation)).ToList();
        if (!Declares(provider, "RunCommand") && !Declares(provider, "StartProcess"))
        {
            missing.Add("RunCommand");
        }

        return missing;
    }

    /// <summary>The operations without which nobody can call a method of its provider.</summary>
    public static IReadOnlyList<string> MissingBeside(IMethodSymbol method) =>
        [
            .. OperationTable.All.Where(shape => Symbols.Has(method, shape.Name)).SelectMany(
                shape => JointOperations.Lacking(shape.Name, operation => Declares(method.ContainingType, operation)))
        ];

    /// <summary>The text of a method.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="provider">The class that gets it.</param>
    /// <param name="handle">The handle's type, as it is written.</param>
    /// <param name="handleName">The handle's name alone.</param>
    public static string Write(string operation, INamedTypeSymbol provider, string handle, string handleName)
    {
        var shape = OperationTable.Of(operation);
        var result = shape.Result switch
        {
            ResultKind.Nothing => "Task",
            ResultKind.Handle => $"Task<{handle}>",
            ResultKind.Lookup => $"Task<{handle}?>",
            ResultKind.Handles => $"Task<IReadOnlyList<{handle}>>",
            ResultKind.Values => $"Task<IReadOnlyList<{shape.ResultType}>>",
            _ => $"Task<{shape.ResultType}>",
        };
        var parameters = new List<string>();
        if (shape.TakesHandle)
        {
            parameters.Add($"{handle} {Names.Escape(Names.Camel(handleName))}");
        }

        parameters.AddRange(shape.Reserved.Select(reserved => $"{reserved.TypeName} {reserved.Name}"));
        if (shape is { Group: OptionGroup.Command, Name: not "RunCode" })
        {
            parameters.Add("IReadOnlyList<string> arguments");
        }

        parameters.Add("CancellationToken cancellationToken");
        return $"[{operation}]\nprivate {result} {AuthorTypes.FreeName(provider, NameOf(operation))}({string.Join(", ", parameters)}) " +
            "=> throw new NotImplementedException();\n";
    }

    private static bool Declares(INamedTypeSymbol provider, string operation) =>
        provider.GetMembers().Any(member => member is IMethodSymbol && Symbols.Has(member, operation));

    /// <summary><c>RunAsync</c> for <c>RunCommand</c>: what it is about goes without saying.</summary>
    private static string NameOf(string operation)
    {
        foreach (var noun in new[] { "Sandboxes", "Sandbox", "Command" })
        {
            if (operation.EndsWith(noun, StringComparison.Ordinal))
            {
                return operation.Substring(0, operation.Length - noun.Length) + "Async";
            }
        }

        return operation + "Async";
    }
}
