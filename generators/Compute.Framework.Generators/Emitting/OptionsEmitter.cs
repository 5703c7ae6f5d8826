using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the file of one settings record: schema, binding, validation.</summary>
internal static class OptionsEmitter
{
    public static string Emit(OptionsModel model)
    {
        var writer = new SourceWriter();
        var self = model.Type.FullName;
        var implemented = $"{Text.Runtime}IProviderSettings<{self}>";
        writer.Line(Text.HeaderFor(model.Uses));
        writer.Gap();
        using (Text.Open(writer, model.Type))
        {
            writer.Line(Text.Generated);
            using var braces = writer.Braces($"{model.Type.Header} : {implemented}");
            EmitSchema(writer, model);
            writer.Gap();
            writer.Line($"static {Text.Contract}ProviderSettingsSchema {implemented}.Schema => __cfwSchema;");
            writer.Gap();
            BindingEmitter.Emit(writer, model, implemented);
            writer.Gap();
            EmitValidation(writer, model, implemented);
            RedactionEmitter.Emit(writer, model);
        }

        return writer.ToString();
    }

    private static void EmitSchema(SourceWriter writer, OptionsModel model)
    {
        writer.Line($"private static readonly {Text.Contract}ProviderSettingsSchema __cfwSchema = new([");
        using (writer.Indented())
        {
            foreach (var setting in model.Settings)
            {
                writer.Line($"new() {{ {Descriptor(setting)} }},");
            }
        }

        writer.Line("]);");
    }

    private static void EmitValidation(SourceWriter writer, OptionsModel model, string implemented)
    {
        OpenUse(writer, model);
        using var braces = writer.Braces(
            $"static void {implemented}.Validate({model.Type.FullName} __cfwOptions, {Text.Runtime}SettingsValidator __cfwValidator)");
        for (var i = 0; i < model.Settings.Count; i++)
        {
            var setting = model.Settings[i];
            var value = "__cfwOptions." + Parsing.Names.Escape(setting.Name);
            if (setting.IsRequired)
            {
                var given = setting.Traits.HasFlag(SettingTraits.HasDefault) ? $"{value} == default ? null : {value}" : value;
                writer.Line($"__cfwValidator.Required({i}, {given});");
            }

            if (setting.KeyPrefix is not null)
            {
                writer.Line($"__cfwValidator.KeyPrefix({i}, {value});");
            }
        }
    }

    /// <summary>Marks the method that follows, where the record has a member that is an error to use.</summary>
    public static void OpenUse(SourceWriter writer, OptionsModel model)
    {
        if (model.Uses.AreMembersObsolete)
        {
            writer.Line(Text.Obsolete);
        }
    }

    private static string Descriptor(SettingModel setting)
    {
        var text = $"Name = {Text.Literal(setting.Name)}, EnvironmentVariable = {Text.Literal(setting.EnvironmentVariable)}, "
            + $"TypeName = {Text.Literal(setting.TypeWords)}";
        if (setting.IsRequired)
        {
            text += ", IsRequired = true";
        }

        if (setting.IsSecret)
        {
            text += ", IsSecret = true";
        }

        if (setting.Setup is not null)
        {
            text += $", Setup = {Text.Literal(setting.Setup)}";
        }

        return setting.KeyPrefix is null ? text : text + $", KeyPrefix = {Text.Literal(setting.KeyPrefix)}";
    }
}
