using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the registration method, and the export by which an application finds it.</summary>
internal static class RegistrationEmitter
{
    private const string Namespace = "Microsoft.Extensions.DependencyInjection";
    private const string Builder = "global::" + Namespace + ".ComputeBuilder";

    public static string MethodOf(TypeModel type) => "Add" + type.JoinedName;

    /// <summary>The class that has a provider's registration method: by the full name, so that an application can reference two providers
    /// of one name.</summary>
    public static string TypeOf(TypeModel type) =>
        type.MetadataName.Replace("_", "__").Replace('.', '_').Replace('+', '_') + "ComputeBuilderExtensions";

    /// <summary>Whether an application's <c>AddAllProviders</c> adds it: not where a use is an error.</summary>
    public static bool IsListed(ProviderBody body) => !body.Uses.IsTypeObsolete;

    public static void EmitExport(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        if (IsPublic(type, body) && IsListed(body))
        {
            writer.Line($"[assembly: {Text.Runtime}ProviderExport(typeof({type.FullName}), typeof(global::{Namespace}.{TypeOf(type)}), " +
                $"{Text.Literal(MethodOf(type))})]");
            writer.Gap();
        }
    }

    public static void Emit(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        writer.Gap();
        using var space = writer.Braces("namespace " + Namespace);
        writer.Line($"/// <summary>Registers the provider '{body.Name}'.</summary>");
        writer.Line(Text.Generated);
        if (body.Uses.IsTypeObsolete || body.Uses.IsConstructorObsolete)
        {
            writer.Line(Text.Obsolete);
        }

        using var braces = writer.Braces($"{(IsPublic(type, body) ? "public" : "internal")} static class {TypeOf(type)}");
        if (body.Constructor.SettingsType is not null)
        {
            EmitShort(writer, type, body);
            writer.Gap();
        }

        EmitMethod(writer, type, body, isInstance: false);
        writer.Gap();
        EmitMethod(writer, type, body, isInstance: true);
    }

    /// <summary>Writes the method for settings that code leaves alone. Of several overloads only the longest may have a parameter that can
    /// be left out: a later one more would otherwise break who was compiled before.</summary>
    private static void EmitShort(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        writer.Line($"/// <summary>Adds the provider '{body.Name}' to the services, with settings from the configuration and the " +
            "environment.</summary>");
        writer.Line("/// <param name=\"builder\">The builder.</param>");
        var method = Names.Escape(MethodOf(type));
        writer.Line($"public static {Builder} {method}(this {Builder} builder) =>");
        using var indented = writer.Indented();
        writer.Line($"{method}(builder, configure: null);");
    }

    /// <summary>Writes the method that adds the provider under its own name, or the one that adds an instance under another name.</summary>
    private static void EmitMethod(SourceWriter writer, TypeModel type, ProviderBody body, bool isInstance)
    {
        var settings = body.Constructor.SettingsType;
        EmitDocumentation(writer, body, isInstance);
        List<string> parameters = [$"this {Builder} builder"];
        if (isInstance)
        {
            parameters.Add("string instanceName");
        }

        if (settings is not null)
        {
            parameters.Add($"global::System.Func<{settings}, {settings}>? configure{(isInstance ? " = null" : "")}");
        }

        writer.Line($"public static {Builder} {Names.Escape(MethodOf(type))}(");
        using (writer.Indented())
        {
            writer.Line(string.Join(",\n", parameters) + ")");
        }

        using var statements = writer.Braces(null);
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(builder);");
        var schema = settings is null ? $"{Text.Contract}ProviderSettingsSchema.Empty" : $"{Text.Runtime}ProviderSchema.Of<{settings}>()";
        var name = Text.Literal(body.Name);
        var (method, key) = isInstance ? ($"AddProviderInstance({name}, instanceName", "instanceName") : ($"AddProvider({name}", name);
        writer.Line(
            $"builder.{method}, {schema}, activator => {type.FullName}.__cfwCreate(activator{(settings is null ? "" : ", configure")}));");
        if (settings is not null)
        {
            writer.Line($"builder.AddProviderSettings({key}, configure);");
        }

        RefitEmitter.EmitRegistration(writer, body, key);
        writer.Line("return builder;");
    }

    private static void EmitDocumentation(SourceWriter writer, ProviderBody body, bool isInstance)
    {
        var what = isInstance
            ? $"one more instance of the provider '{body.Name}', with settings of its own,"
            : $"the provider '{body.Name}'";
        writer.Line($"/// <summary>Adds {what} to the services.</summary>");
        writer.Line("/// <param name=\"builder\">The builder.</param>");
        if (isInstance)
        {
            writer.Line("/// <param name=\"instanceName\">The instance's name: its service key, and that of its configuration section, " +
                "health check and HTTP client.</param>");
        }

        if (body.Constructor.SettingsType is not null)
        {
            var others = isInstance
                ? "the configuration; an instance takes nothing from the environment"
                : "the configuration and the environment";
            writer.Line($"/// <param name=\"configure\">Sets options in code, such as <c>options => options with {{ … }}</c>; they win " +
                $"over {others}.</param>");
        }
    }

    private static bool IsPublic(TypeModel type, ProviderBody body) => type.IsPublic && body.Constructor.IsPublic;
}
