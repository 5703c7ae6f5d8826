using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the registration method, and the export by which an application finds it.</summary>
internal static class RegistrationEmitter
{
    private const string Namespace = "Microsoft.Extensions.DependencyInjection";
    private const string Builder = "global::" + Namespace + ".ComputeBuilder";

    public static string MethodOf(TypeModel type) => "Add" + type.JoinedName;

    /// <summary>The class that has a provider's registration method: by the full name, so that an application can reference two providers of one name.</summary>
    public static string TypeOf(TypeModel type) =>
        type.MetadataName.Replace("_", "__").Replace('.', '_').Replace('+', '_') + "ComputeBuilderExtensions";

    /// <summary>Whether an application's <c>AddAllProviders</c> adds it: not where a use is an error.</summary>
    public static bool IsListed(ProviderBody body) => !body.Uses.IsTypeObsolete;

    public static void EmitExport(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        if (IsPublic(type, body) && IsListed(body))
        {
            writer.Line($"[assembly: {Text.Runtime}ProviderExport(typeof({type.FullName}), typeof(global::{Namespace}.{TypeOf(type)}), {Text.Literal(MethodOf(type))})]");
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
        var settings = body.Constructor.SettingsType;
        writer.Line($"/// <summary>Adds the provider '{body.Name}' to the services.</summary>");
        writer.Line("/// <param name=\"builder\">The builder.</param>");
        if (settings is not null)
        {
            writer.Line("/// <param name=\"configure\">Sets options in code, such as <c>options => options with { … }</c>; they win over the configuration and the environment.</param>");
        }

        writer.Line($"public static {Builder} {Names.Escape(MethodOf(type))}(");
        using (writer.Indented())
        {
            writer.Line($"this {Builder} builder{(settings is null ? ")" : ",")}");
            if (settings is not null)
            {
                writer.Line($"global::System.Func<{settings}, {settings}>? configure = null)");
            }
        }

        using var statements = writer.Braces(null);
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(builder);");
        var schema = settings is null ? $"{Text.Contract}ProviderOptionsSchema.Empty" : $"{Text.Runtime}ProviderSchema.Of<{settings}>()";
        var registersCalls = body.Constructor.MakesService;
        writer.Line($"{(registersCalls ? "" : "return ")}builder.AddProvider({Text.Literal(body.Name)}, {schema}, activator => {type.FullName}.__cfwCreate(activator{(settings is null ? "" : ", configure")}));");
        if (registersCalls)
        {
            RefitEmitter.EmitRegistration(writer, body);
            writer.Line("return builder;");
        }
    }

    private static bool IsPublic(TypeModel type, ProviderBody body) => type.IsPublic && body.Constructor.IsPublic;
}
