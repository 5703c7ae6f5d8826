using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes the registration method, and the export by which an application finds it.</summary>
internal static class RegistrationEmitter
{
    private const string Namespace = "Microsoft.Extensions.DependencyInjection";
    private const string Builder = "global::" + Namespace + ".ComputeBuilder";

    public static string MethodOf(TypeModel type) => "Add" + type.JoinedName;

    public static void EmitExport(SourceWriter writer, TypeModel type, ProviderBody body, string registrationType)
    {
        if (IsPublic(type, body))
        {
            writer.Line($"[assembly: {Text.Runtime}ProviderExport(typeof({type.FullName}), typeof(global::{Namespace}.{registrationType}), {Text.Literal(MethodOf(type))})]");
            writer.Gap();
        }
    }

    public static void Emit(SourceWriter writer, TypeModel type, ProviderBody body, string registrationType)
    {
        writer.Gap();
        using var space = writer.Braces("namespace " + Namespace);
        writer.Line($"/// <summary>Registers the provider '{body.Name}'.</summary>");
        writer.Line(Text.Generated);
        using var braces = writer.Braces($"{(IsPublic(type, body) ? "public" : "internal")} static class {registrationType}");
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
