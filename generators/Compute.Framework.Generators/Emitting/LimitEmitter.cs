using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the declared limits into the manifest.</summary>
internal static class LimitEmitter
{
    private const string Dictionary = "global::System.Collections.Generic.Dictionary";
    private const string ReadOnlyDictionary = "global::System.Collections.Generic.IReadOnlyDictionary";

    public static void Emit(SourceWriter writer, ProviderBody body)
    {
        var limited = new List<OperationModel>();
        foreach (var operation in body.Operations)
        {
            if (operation.Limits.Count > 0)
            {
                limited.Add(operation);
            }
        }

        if (limited.Count == 0)
        {
            return;
        }

        var limits = $"{ReadOnlyDictionary}<string, {Text.Contract}OptionLimits>";
        using var braces = writer.Braces($"Limits = new {Dictionary}<{Text.Contract}SandboxOperation, {limits}>", close: "},");
        foreach (var operation in limited)
        {
            using var entries = writer.Braces(
                $"[{Text.Contract}SandboxOperation.{operation.Operation}] = new {Dictionary}<string, {Text.Contract}OptionLimits>",
                close: "},");
            foreach (var limit in operation.Limits)
            {
                writer.Line($"[{Text.Literal(limit.Option)}] = new() {{ {string.Join(", ", Parts(limit))} }},");
            }
        }
    }

    private static List<string> Parts(LimitModel limit)
    {
        var parts = new List<string>();
        Add("AtLeast", limit.AtLeast);
        Add("AtMost", limit.AtMost);
        Add("Pattern", limit.Pattern);
        Add("ValuePattern", limit.ValuePattern);
        if (limit.OnlyGrows)
        {
            parts.Add("OnlyGrows = true");
        }

        return parts;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name} = {Text.Literal(value)}");
            }
        }
    }
}
