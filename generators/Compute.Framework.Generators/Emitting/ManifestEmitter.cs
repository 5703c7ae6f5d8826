using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the manifest that the runtime reads: operations and the allow-list of options.</summary>
internal static class ManifestEmitter
{
    public static void Emit(SourceWriter writer, ProviderBody body)
    {
        using var braces = writer.Braces(
            $"private static readonly {Text.Runtime}ProviderManifest __cfwManifest = new({Text.Literal(body.Name)}, " +
            $"{Text.Literal(body.DisplayName)})",
            close: "};");
        writer.Line("Operations =");
        writer.Line("[");
        using (writer.Indented())
        {
            foreach (var operation in body.Operations)
            {
                writer.Line($"{Text.Contract}SandboxOperation.{operation.Operation},");
            }
        }

        writer.Line("],");
        EmitSet(writer, body, "Create", "CreateSandbox", "CreateOptionSet");
        EmitSet(writer, body, "RunCommand", "RunCommand", "CommandOptionSet");
        EmitSet(writer, body, "StartProcess", "StartProcess", "CommandOptionSet");
        EmitSet(writer, body, "RunCode", "RunCode", "CommandOptionSet");
        EmitHonored(writer, body);
        LimitEmitter.Emit(writer, body);
        if (body.Find("ListSandboxes")?.Honors("Labels") == true)
        {
            writer.Line("ListFiltersLabels = true,");
        }

        if (body.Handle.Labels is not null)
        {
            writer.Line("HandleShowsLabels = true,");
        }

        if (body.OwnOptionsType is not null)
        {
            writer.Line($"ProviderOptionsType = typeof({body.OwnOptionsType}),");
        }

        if (body.Constructor.SettingsType is { } settings)
        {
            writer.Line($"Settings = {Text.Runtime}ProviderSchema.Of<{settings}>(),");
        }
    }

    private static void EmitSet(SourceWriter writer, ProviderBody body, string property, string operation, string set)
    {
        if (body.Find(operation) is not { Options.Count: > 0 } model)
        {
            return;
        }

        var lines = new List<string>();
        foreach (var option in model.Options)
        {
            lines.Add($"{Text.Runtime}{set}.{option.Flag}");
        }

        writer.Line($"{property} = {string.Join("\n    | ", lines)},");
    }

    /// <summary>The allow-lists of the operations whose options are allowed by name.</summary>
    private static void EmitHonored(SourceWriter writer, ProviderBody body)
    {
        var lines = new List<string>();
        foreach (var operation in body.Operations)
        {
            if (operation.Options.Count > 0 && OptionRecords.IsByName(OperationTable.Of(operation.Operation).Group))
            {
                var names = new List<string>();
                foreach (var option in operation.Options)
                {
                    names.Add(Text.Literal(option.Name));
                }

                lines.Add($"[{Text.Contract}SandboxOperation.{operation.Operation}] = [{string.Join(", ", names)}],");
            }
        }

        if (lines.Count == 0)
        {
            return;
        }

        writer.Line($"Honored = new global::System.Collections.Generic.Dictionary<{Text.Contract}SandboxOperation, " +
            "global::System.Collections.Generic.IReadOnlyList<string>>");
        using var braces = writer.Braces(null, close: "},");
        foreach (var line in lines)
        {
            writer.Line(line);
        }
    }
}
