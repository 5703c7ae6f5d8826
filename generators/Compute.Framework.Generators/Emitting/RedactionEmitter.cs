using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the text of a settings record without its secrets.</summary>
internal static class RedactionEmitter
{
    public static void Emit(SourceWriter writer, OptionsModel model)
    {
        var modifiers = model.Redaction switch
        {
            Redaction.Sealed => "private",
            Redaction.Virtual => "protected virtual",
            Redaction.Override => "protected override",
            _ => null,
        };
        if (modifiers is null)
        {
            return;
        }

        writer.Gap();
        OptionsEmitter.OpenUse(writer, model);
        using var braces = writer.Braces($"{modifiers} bool PrintMembers(global::System.Text.StringBuilder __cfwBuilder)");
        var separator = "";
        foreach (var setting in model.Settings)
        {
            writer.Line(setting.IsSecret
                ? $"__cfwBuilder.Append({Text.Literal(separator + setting.Name + " = ***")});"
                : $"__cfwBuilder.Append({Text.Literal(separator + setting.Name + " = ")}).Append({Names.Escape(setting.Name)});");
            separator = ", ";
        }

        writer.Line("return true;");
    }
}
