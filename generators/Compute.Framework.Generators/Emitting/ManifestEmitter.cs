using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the manifest that the runtime reads: operations and the allow-list of options.</summary>
internal static class ManifestEmitter
{
    private const int NamesInLine = 5;

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
        EmitHonored(writer, body);
        LimitEmitter.Emit(writer, body);
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

    /// <summary>The allow-list: an option that is not in it is refused.</summary>
    private static void EmitHonored(SourceWriter writer, ProviderBody body)
    {
        if (!body.Operations.Any(static operation => operation.Options.Count > 0))
        {
            return;
        }

        writer.Line($"Honored = new global::System.Collections.Generic.Dictionary<{Text.Contract}SandboxOperation, " +
            "global::System.Collections.Generic.IReadOnlyList<string>>");
        using var braces = writer.Braces(null, close: "},");
        foreach (var operation in body.Operations)
        {
            if (operation.Options.Count > 0)
            {
                EmitNames(writer, $"[{Text.Contract}SandboxOperation.{operation.Operation}] =", operation.Options);
            }
        }
    }

    private static void EmitNames(SourceWriter writer, string start, EquatableArray<OptionModel> options)
    {
        var names = options.Select(static option => Text.Literal(option.Name)).ToList();
        if (names.Count <= NamesInLine)
        {
            writer.Line($"{start} [{string.Join(", ", names)}],");
            return;
        }

        writer.Line(start);
        writer.Line("[");
        using (writer.Indented())
        {
            foreach (var name in names)
            {
                writer.Line($"{name},");
            }
        }

        writer.Line("],");
    }
}
