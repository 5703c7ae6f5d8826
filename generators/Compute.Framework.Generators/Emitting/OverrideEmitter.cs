using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes one override of the driver: it binds the arguments, calls the author's method and adapts the result.</summary>
internal static class OverrideEmitter
{
    private const string Adapt = Text.Runtime + "Adapt.";

    public static void Emit(SourceWriter writer, TypeModel type, string handle, OperationModel operation)
    {
        var shape = OperationTable.Of(operation.Operation);
        var signature = Signature(shape, operation.Call, handle);
        writer.Gap();
        if (operation.Call is not { } call)
        {
            writer.Line(signature + " =>");
            using var throwing = writer.Indented();
            writer.Line($"throw new global::System.InvalidOperationException({Text.Literal(operation.Error)});");
            return;
        }

        var result = Result(shape, type, handle, call);
        if (call.Refused.Count == 0)
        {
            writer.Line(signature + " =>");
            using var indented = writer.Indented();
            writer.Line(result + ";");
            return;
        }

        using var braces = writer.Braces(signature);
        foreach (var parameter in shape.Reserved)
        {
            if (call.Refused.Contains(parameter.Name))
            {
                writer.Line($"{Adapt}Refuse({parameter.RefusedWhen}, {Text.Literal(Parsing.Names.Pascal(parameter.Name))});");
            }
        }

        writer.Line($"return {result};");
    }

    private static string Signature(OperationShape shape, CallModel? call, string handle)
    {
        var isAsync = call?.Conversion == ResultConversion.Await ? "async " : "";
        if (call?.ByHandle == true)
        {
            return $"protected override {Text.Tasks}ValueTask DestroyHandleAsync({handle} handle, {Text.Cancellation} cancellationToken)";
        }

        var parameters = new List<string>();
        if (shape.TakesHandle)
        {
            parameters.Add(handle + " handle");
        }

        foreach (var reserved in shape.Reserved)
        {
            parameters.Add($"{reserved.TypeName} {reserved.Name}");
        }

        switch (shape.Group)
        {
            case OptionGroup.Create or OptionGroup.BranchLabels:
                parameters.Add(Text.Contract + "CreateSandboxOptions options");
                break;
            case OptionGroup.Command:
                parameters.Add(Text.Contract + "Command command");
                break;
            case OptionGroup.Filter:
                parameters.Add(Text.Contract + "SandboxFilter filter");
                break;
            default:
                if (OptionRecords.NameOf(shape.Group) is { } record)
                {
                    parameters.Add($"{Text.Contract}{record} options");
                }

                break;
        }

        parameters.Add(Text.Cancellation + " cancellationToken");
        return $"public override {isAsync}{ReturnType(shape, handle)} {shape.Name}Async({string.Join(", ", parameters)})";
    }

    private static string ReturnType(OperationShape shape, string handle) => shape.Result switch
    {
        ResultKind.Nothing => $"{Text.Tasks}ValueTask",
        ResultKind.Value => $"{Text.Tasks}ValueTask<{shape.ResultType}>",
        ResultKind.Values => $"global::System.Collections.Generic.IAsyncEnumerable<{shape.ResultType}>",
        ResultKind.Handles => $"global::System.Collections.Generic.IAsyncEnumerable<{handle}>",
        ResultKind.Lookup => $"{Text.Tasks}ValueTask<{Text.Runtime}SandboxLookup<{handle}>>",
        _ => $"{Text.Tasks}ValueTask<{handle}>",
    };

    private static string Result(OperationShape shape, TypeModel type, string handle, CallModel model)
    {
        var arguments = new List<string>();
        foreach (var argument in model.Arguments)
        {
            arguments.Add(Value(argument));
        }

        var call = $"{(model.IsStatic ? type.FullName : "__cfwProvider")}.{model.Method}({string.Join(", ", arguments)})";
        return model.Conversion switch
        {
            ResultConversion.Wrap => $"new({call})",
            ResultConversion.Await => $"await {call}.ConfigureAwait(false)",
            ResultConversion.Lookup => $"{Adapt}Lookup({call})",
            ResultConversion.Present => $"{Adapt}Present({call})",
            ResultConversion.Sequence => $"{Adapt}Sequence({call})",
            ResultConversion.SequenceOf => $"{Adapt}Sequence<{model.ListType}, {shape.ResultType ?? handle}>({call})",
            _ => call,
        };
    }

    private static string Value(BindingModel binding)
    {
        if (binding.Record is not { } record)
        {
            return binding.OwnOptionsType is { } own ? $"{Adapt}ProviderOptions<{own}>({binding.Path})" : binding.Path;
        }

        var arguments = string.Join(", ", Members(record.Arguments, ": "));
        var properties = record.Properties.Count == 0 ? "" : $" {{ {string.Join(", ", Members(record.Properties, " = "))} }}";
        return $"new {record.TypeName}({arguments}){properties}";
    }

    private static List<string> Members(EquatableArray<MemberModel> members, string assign)
    {
        var texts = new List<string>();
        foreach (var member in members)
        {
            texts.Add(member.Name + assign + Value(member.Binding));
        }

        return texts;
    }
}
