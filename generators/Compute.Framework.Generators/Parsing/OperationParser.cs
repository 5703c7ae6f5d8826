using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>The operations of a class, and the type of its own creation options.</summary>
internal readonly record struct OperationSet(EquatableArray<OperationModel> Models, string? OwnOptionsType);

/// <summary>Reads the methods of a class that carry an operation's attribute.</summary>
internal sealed class OperationParser(INamedTypeSymbol type, ITypeSymbol handle, Compilation compilation, List<Problem> problems)
{
    private readonly ContractTypes _contract = new(compilation);
    private string? _ownOptionsType;

    public OperationSet Parse()
    {
        var models = new List<OperationModel>();
        foreach (var shape in OperationTable.All)
        {
            var methods = MethodsOf(shape.Name);
            if (methods.Count > 0)
            {
                models.Add(Parse(shape, methods));
            }
        }

        for (var i = 0; i < models.Count; i++)
        {
            models[i] = CheckSnapshot(models[i], models);
            models[i] = CheckCalled(models[i], models);
        }

        CheckRequired(models);
        return new OperationSet(new EquatableArray<OperationModel>([.. models]), _ownOptionsType);
    }

    private List<IMethodSymbol> MethodsOf(string operation)
    {
        var methods = new List<IMethodSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { Name.Length: > 0 } method && Symbols.Has(method, operation))
            {
                methods.Add(method);
            }
        }

        Symbols.SortByPlace(methods);
        return methods;
    }

    private OperationModel Parse(OperationShape shape, List<IMethodSymbol> methods)
    {
        var first = problems.Count;
        var method = methods[0];
        var binder = new ParameterBinder(shape, method, handle, _contract, problems);
        CallModel? call = null;
        if (methods.Count > 1)
        {
            for (var i = 1; i < methods.Count; i++)
            {
                Add(
                    ProblemIds.SeveralMethods,
                    methods[i],
                    $"Only one method may have [{shape.Name}], and '{method.Name}' has it: take it off '{methods[i].Name}'.");
            }
        }
        else if (OtherOperation(method, shape.Name) is { } other)
        {
            Add(
                ProblemIds.SeveralOperations,
                method,
                $"The method '{method.Name}' has [{shape.Name}] and [{other}]: write one method for each operation.");
        }
        else if (method.MethodKind != MethodKind.Ordinary || method.IsGenericMethod)
        {
            Add(
                ProblemIds.UnsuitableMethod,
                method,
                $"The method '{method.Name}' with [{shape.Name}] must be an ordinary method that is not generic.");
        }
        else
        {
            binder.Bind();
            call = Call(shape, method, binder);
        }

        _ownOptionsType ??= binder.OwnOptionsType;
        var error = problems.Count > first ? Text(first) : null;
        return new OperationModel(shape.Name, error is null ? call : null, error, binder.Options) { Limits = binder.Limits };
    }

    private CallModel? Call(OperationShape shape, IMethodSymbol method, ParameterBinder binder)
    {
        var wanted = shape.Result is ResultKind.Value or ResultKind.Values ? _contract.Find(shape.ResultType!) : handle;
        var result = ResultParser.Parse(shape, method.ReturnType, wanted, compilation);
        if (result is null || method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            var isOtherHandle = shape.Result is ResultKind.Handle or ResultKind.Lookup or ResultKind.Handles
                && ResultParser.Innermost(method.ReturnType) is { } given
                && !SymbolEqualityComparer.Default.Equals(given, handle)
                && HandleParser.IsHandle(given);
            Add(
                isOtherHandle ? ProblemIds.OtherHandle : ProblemIds.ReturnType,
                method,
                $"The method '{method.Name}' with [{shape.Name}] must return {Wanted(shape)}.",
                Proposal(shape));
            return null;
        }

        return new CallModel(
            Names.Escape(method.Name),
            method.IsStatic,
            binder.ByHandle,
            binder.Arguments,
            binder.Refused,
            result.Value.Conversion,
            result.Value.ListType);
    }

    private static string? OtherOperation(IMethodSymbol method, string operation)
    {
        foreach (var other in OperationTable.All)
        {
            if (other.Name != operation && Symbols.Has(method, other.Name))
            {
                return other.Name;
            }
        }

        return null;
    }

    private string ValueOf(OperationShape shape) =>
        shape.ResultType is { } name ? name.Substring(name.LastIndexOf('.') + 1) : handle.Name;

    /// <summary>A return type that would do.</summary>
    private string Proposal(OperationShape shape) => shape.Result switch
    {
        ResultKind.Nothing => "Task",
        ResultKind.Lookup => $"Task<{ValueOf(shape)}?>",
        ResultKind.Values or ResultKind.Handles => $"IAsyncEnumerable<{ValueOf(shape)}>",
        _ => $"Task<{ValueOf(shape)}>",
    };

    private string Wanted(OperationShape shape)
    {
        var value = ValueOf(shape);
        return shape.Result switch
        {
            ResultKind.Nothing => "Task or ValueTask",
            ResultKind.Lookup when shape.Name == "GetSandbox" => $"Task<{value}?> or ValueTask<{value}?>; null says that there is none",
            ResultKind.Values or ResultKind.Handles => $"IAsyncEnumerable<{value}> or Task<IReadOnlyList<{value}>>",
            _ => $"Task<{value}> or ValueTask<{value}>",
        };
    }

    /// <summary>A snapshot from which nothing can be created is of no use.</summary>
    private OperationModel CheckSnapshot(OperationModel model, List<OperationModel> all)
    {
        if (model.Operation != "CreateSnapshot" || model.Error is not null
            || all.Exists(
                static other => other is { Operation: "CreateSandbox" } && (other.Error is not null || other.Honors("SnapshotId"))))
        {
            return model;
        }

        Add(
            ProblemIds.SnapshotNotUsable,
            MethodsOf(model.Operation)[0],
            "No sandbox can be created from a snapshot: add 'string? snapshotId' to the method with [CreateSandbox].",
            "string? snapshotId");
        return Failed(model, problems.Count - 1);
    }

    /// <summary>Some operations are reached together or not at all.</summary>
    private OperationModel CheckCalled(OperationModel model, List<OperationModel> all)
    {
        var lacking = JointOperations.Lacking(model.Operation, operation => all.Exists(other => other.Operation == operation));
        if (model.Error is not null || lacking.Count == 0)
        {
            return model;
        }

        var method = MethodsOf(model.Operation)[0];
        var others = string.Join(" and ", lacking.ConvertAll(static operation => $"[{operation}]"));
        Add(
            ProblemIds.NeverCalled,
            method,
            $"The method '{method.Name}' with [{model.Operation}] can be called only together with {others}: write what is missing, or " +
            $"take [{model.Operation}] off.",
            lacking[0]);
        return Failed(model, problems.Count - 1);
    }

    private OperationModel Failed(OperationModel model, int problem) => model with { Call = null, Error = Text(problem) };

    private string Text(int problem) => $"{problems[problem].Id}: {problems[problem].Message}";

    private void CheckRequired(List<OperationModel> models)
    {
        bool Declares(string operation) => models.Exists(model => model.Operation == operation);

        foreach (var required in (ReadOnlySpan<string>)["CreateSandbox", "GetSandbox", "DestroySandbox"])
        {
            if (!Declares(required))
            {
                problems.Add(
                    ProblemIds.MissingOperation, type, $"The provider '{type.Name}' needs a method with [{required}].", proposal: required);
            }
        }

        if (!Declares("RunCommand") && !Declares("StartProcess"))
        {
            problems.Add(
                ProblemIds.MissingOperation,
                type,
                $"The provider '{type.Name}' needs a method with [RunCommand] or [StartProcess].",
                proposal: "RunCommand");
        }
    }

    private void Add(string id, IMethodSymbol method, string message, string? proposal = null) =>
        problems.Add(id, method, message, proposal: proposal);
}
