using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the binding of a settings record, property by property.</summary>
internal static class BindingEmitter
{
    public static void Emit(SourceWriter writer, OptionsModel model, string implemented)
    {
        OptionsEmitter.OpenUse(writer, model);
        using var braces = writer.Braces($"static {model.Type.FullName} {implemented}.Bind({Text.Runtime}SettingsReader __cfwReader)");
        if (model.Error is not null)
        {
            writer.Line($"throw new global::System.InvalidOperationException({Text.Literal(model.Error)});");
            return;
        }

        EmitRequired(writer, model);
        for (var i = 0; i < model.Settings.Count; i++)
        {
            var setting = model.Settings[i];
            if (setting.IsRequired)
            {
                continue;
            }

            writer.Gap();
            using (writer.Braces($"if ({Read(setting, i)})"))
            {
                writer.Line($"__cfwOptions = __cfwOptions with {{ {Names.Escape(setting.Name)} = {Value(setting, i)} }};");
            }
        }

        writer.Gap();
        writer.Line("return __cfwOptions;");
    }

    private static void EmitRequired(SourceWriter writer, OptionsModel model)
    {
        var lines = new List<string>();
        for (var i = 0; i < model.Settings.Count; i++)
        {
            var setting = model.Settings[i];
            if (setting.IsRequired)
            {
                var missing = setting.Traits.HasFlag(SettingTraits.IsNullableValue) ? "null" : "default!";
                lines.Add($"{Names.Escape(setting.Name)} = {Read(setting, i)} ? {Value(setting, i)} : {missing},");
            }
        }

        if (lines.Count == 0)
        {
            writer.Line($"var __cfwOptions = new {model.Type.FullName}();");
            return;
        }

        using var braces = writer.Braces($"var __cfwOptions = new {model.Type.FullName}", close: "};");
        foreach (var line in lines)
        {
            writer.Line(line);
        }
    }

    private static string Read(SettingModel setting, int index)
    {
        var method = setting.Reader switch
        {
            SettingReader.Text => "TryGetString",
            SettingReader.Uri => "TryGetUri",
            SettingReader.Parsable => $"TryGet<{setting.ValueType}>",
            SettingReader.Enumeration => $"TryGetEnum<{setting.ValueType}>",
            SettingReader.TextList => "TryGetList",
            SettingReader.UriList => "TryGetUriList",
            SettingReader.ParsableList => $"TryGetList<{setting.ValueType}>",
            _ => $"TryGetEnumList<{setting.ValueType}>",
        };
        return $"__cfwReader.{method}({index}, out var __cfwValue{index})";
    }

    private static string Value(SettingModel setting, int index) =>
        setting.Traits.HasFlag(SettingTraits.IsCopied) ? $"[.. __cfwValue{index}]" : $"__cfwValue{index}";
}
