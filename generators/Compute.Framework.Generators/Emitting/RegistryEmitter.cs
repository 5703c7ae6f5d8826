using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes <c>AddAllProviders</c>, which calls each provider's registration.</summary>
internal static class RegistryEmitter
{
    public const string HintName = "ComputeProviderRegistry.g.cs";

    private const string Builder = "global::" + RegistryParser.Namespace + ".ComputeBuilder";

    /// <summary>The providers of the references and of the project, each once, in an order that is the same everywhere.</summary>
    public static EquatableArray<RegistryEntry> Merge(EquatableArray<RegistryEntry> referenced, EquatableArray<RegistryEntry> own)
    {
        var byType = new SortedDictionary<string, RegistryEntry>(StringComparer.Ordinal);
        foreach (var entry in referenced)
        {
            byType[$"{entry.Type}.{entry.Method}"] = entry;
        }

        foreach (var entry in own)
        {
            byType[$"{entry.Type}.{entry.Method}"] = entry;
        }

        return new([.. byType.Values]);
    }

    public static string Emit(EquatableArray<RegistryEntry> entries, bool declaresEmbedded)
    {
        var writer = new SourceWriter();
        writer.Line(Text.Header);
        writer.Gap();
        WriteAliases(writer, entries);
        using (writer.Braces("namespace " + RegistryParser.Namespace))
        {
            writer.Line(
                "/// <summary>The providers that this application references or declares, as they were when it was compiled.</summary>");
            writer.Line(Text.Generated);
            writer.Line("[global::Microsoft.CodeAnalysis.Embedded]");
            using (writer.Braces("internal static class ComputeProviderRegistry"))
            {
                WriteMethod(writer, entries);
            }
        }

        if (!declaresEmbedded)
        {
            writer.Gap();
            WriteEmbedded(writer);
        }

        return writer.ToString();
    }

    private static void WriteAliases(SourceWriter writer, EquatableArray<RegistryEntry> entries)
    {
        var aliases = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Alias is { } alias && aliases.Add(alias))
            {
                writer.Line($"extern alias {Names.Escape(alias)};");
                writer.Gap();
            }
        }
    }

    private static void WriteMethod(SourceWriter writer, EquatableArray<RegistryEntry> entries)
    {
        writer.Line("""
            /// <summary>Adds all providers that this application references or declares.</summary>
            /// <remarks>
            /// Each is there under its name, as a keyed <see cref="global::Compute.Framework.ISandboxProvider"/>. The plain service is, in
            /// the order below, the first provider that has required settings and finds all of them in configuration or environment;
            /// else the first that requires none; else the first. It is chosen when it is first asked for.
            /// </remarks>
            /// <param name="builder">The builder.</param>
            """);
        using (writer.Braces($"public static {Builder} AddAllProviders(this {Builder} builder)"))
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(builder);");
            foreach (var entry in entries)
            {
                writer.Line($"{entry.Type}.{Names.Escape(entry.Method)}(builder);");
            }

            writer.Line("return builder;");
        }
    }

    /// <summary>Keeps the registry out of the sight of a test project that sees the application's internals and has a registry of its
    /// own.</summary>
    private static void WriteEmbedded(SourceWriter writer)
    {
        using (writer.Braces("namespace Microsoft.CodeAnalysis"))
        {
            using (writer.Braces("internal sealed partial class EmbeddedAttribute : global::System.Attribute"))
            {
            }
        }
    }
}
