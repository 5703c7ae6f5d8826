using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.CodeFixes;

/// <summary>What a method is to the framework.</summary>
internal static class AuthorOperations
{
    /// <summary>Whether the operation cannot do without a parameter.</summary>
    public static bool Needs(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (Authored.Operation(method) is not { } shape)
        {
            return false;
        }

        return shape.Reserved.Any(reserved => reserved is { RefusedWhen: null, IsOptional: false } && reserved.Name == parameter.Name)
            || (shape is { Group: OptionGroup.Command, Name: not "RunCode" } && parameter.Name == "arguments")
            || OptionRecords.RequiredOf(shape.Group).IndexOf(Names.Pascal(parameter.Name)) >= 0
            || (
                shape.Name == "CreateSandbox" && parameter.Name == "snapshotId" && method.ContainingType.GetMembers().Any(
                    member => Symbols.Has(member, "CreateSnapshot")));
    }

    /// <summary>Whether an operation could have the parameter, by its name.</summary>
    public static bool Knows(OperationShape shape, IParameterSymbol parameter, Compilation compilation) =>
        BindableNames.Of(shape, new ContractTypes(compilation)).Contains(parameter.Name);

    /// <summary>Whether a method has what an operation's method must have: the return type, the handle, its own parameters and no others,
    /// and the token.</summary>
    public static bool Fits(IMethodSymbol method, OperationShape shape, ITypeSymbol handle, Compilation compilation)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, Parameters.IsEmpty: false }
            || Authored.Operation(method) is not null)
        {
            return false;
        }

        // The parser itself says what is wrong; here nothing may be.
        var problems = new List<Problem>();
        var contract = new ContractTypes(compilation);
        new ParameterBinder(shape, method, handle, contract, problems).Bind();
        var wanted = shape.Result is ResultKind.Value or ResultKind.Values ? contract.Find(shape.ResultType!) : handle;
        return problems.Count == 0 && ResultParser.Parse(shape, method.ReturnType, wanted, compilation) is not null;
    }
}
