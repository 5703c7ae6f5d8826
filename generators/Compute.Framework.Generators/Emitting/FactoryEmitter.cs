using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>Writes how a provider is made: the runtime's field, <c>Create</c>, and what the registration calls.</summary>
internal static class FactoryEmitter
{
    private const string Activator = Text.Runtime + "ProviderActivator __cfwActivator";

    public static void Emit(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        var runtime = $"{Text.Runtime}ProviderRuntime<{body.Handle.TypeName}>";
        writer.Gap();
        writer.Line($"private {runtime}? __cfwRuntimeField;");
        writer.Gap();
        writer.Line($"private {runtime} __cfwRuntime =>");
        using (writer.Indented())
        {
            writer.Line("global::System.Threading.LazyInitializer.EnsureInitialized(" +
                $"ref __cfwRuntimeField, () => new(new __cfwDriver(this), {Text.Runtime}ProviderServices.Default));");
        }

        EmitCreate(writer, type, body);
        EmitRegistered(writer, type, body);
        EmitActivate(writer, type, body);
    }

    private static void EmitCreate(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        var factory = FactoryParameters.Of(body.Constructor);
        writer.Gap();
        writer.Line("/// <summary>Creates the provider without dependency injection.</summary>");
        foreach (var parameter in factory)
        {
            writer.Line($"/// <param name=\"{parameter.Name}\">{parameter.Description}</param>");
        }

        if (body.Constructor.SettingsType is not null)
        {
            writer.Line(
                $"/// <exception cref=\"{Text.Contract}ProviderConfigurationException\">A setting is missing or malformed.</exception>");
        }

        OpenUse(writer, body);
        writer.Line($"{(body.Constructor.IsPublic ? "public" : "internal")} static " +
            $"{Text.Contract}ISandboxProvider<{type.FullName}.Sandbox> Create(");
        using (writer.Indented())
        {
            for (var i = 0; i < factory.Count; i++)
            {
                writer.Line(factory[i].Declaration + (i < factory.Count - 1 ? "," : ")"));
            }
        }

        var http = factory.Exists(static parameter => parameter.Name == FactoryParameters.HttpName) ? FactoryParameters.HttpName : "null";
        using var braces = writer.Braces(null);
        writer.Line($"var __cfwActivator = new {Text.Runtime}ProviderActivator({Text.Literal(body.Name)}, {http}, logger, timeProvider);");
        var arguments = "__cfwActivator";
        if (body.Constructor.SettingsType is not null)
        {
            arguments += ", __cfwActivator.Validated(options)";
        }

        foreach (var argument in body.Constructor.Arguments)
        {
            if (argument.Source == ArgumentSource.Service)
            {
                var name = Names.Escape(FactoryParameters.NameOf(argument, body.Constructor));
                arguments += ", " + (argument.IsMadeByRefit ? $"{name} ?? {RefitEmitter.Make(argument, body.Constructor)}" : name);
            }
        }

        writer.Line($"return __cfwActivate({arguments});");
    }

    private static void EmitRegistered(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        var parameters = new List<string> { Activator };
        var arguments = "__cfwActivator";
        if (body.Constructor.SettingsType is { } settings)
        {
            parameters.Add($"global::System.Func<{settings}, {settings}>? __cfwConfigure");
            arguments += ", __cfwActivator.Options(__cfwConfigure)";
        }

        foreach (var argument in body.Constructor.Arguments)
        {
            if (argument.Source == ArgumentSource.Service)
            {
                arguments += $", __cfwActivator.Required<{argument.TypeName}>()";
            }
        }

        writer.Gap();
        OpenUse(writer, body);
        writer.Line($"internal static {Text.Contract}ISandboxProvider<{type.FullName}.Sandbox> __cfwCreate(");
        using var indented = writer.Indented();
        writer.Line(string.Join(",\n", parameters) + ") =>");
        writer.Line($"__cfwActivate({arguments});");
    }

    /// <summary>Marks the method that follows, where the constructor is an error to use.</summary>
    private static void OpenUse(SourceWriter writer, ProviderBody body)
    {
        if (body.Uses.IsConstructorObsolete && !body.Uses.IsTypeObsolete)
        {
            writer.Line(Text.Obsolete);
        }
    }

    private static void EmitActivate(SourceWriter writer, TypeModel type, ProviderBody body)
    {
        var parameters = Activator;
        if (body.Constructor.SettingsType is { } settings)
        {
            parameters += $", {settings} __cfwOptions";
        }

        var arguments = new List<string>();
        var services = 0;
        foreach (var argument in body.Constructor.Arguments)
        {
            var service = $"__cfwService{services}";
            if (argument.Source == ArgumentSource.Service)
            {
                services++;
                parameters += $", {argument.TypeName} {service}";
            }

            arguments.Add(argument.Source switch
            {
                ArgumentSource.Settings => "__cfwOptions",
                ArgumentSource.Http => "__cfwActivator.Http",
                ArgumentSource.Logger => "__cfwActivator.Logger",
                ArgumentSource.LoggerOf => $"__cfwActivator.LoggerOf<{argument.TypeName}>()",
                ArgumentSource.TimeProvider => "__cfwActivator.TimeProvider",
                _ => service,
            });
        }

        writer.Gap();
        OpenUse(writer, body);
        using var braces = writer.Braces($"private static {type.FullName} __cfwActivate({parameters})");
        writer.Line($"var __cfwProvider = new {type.FullName}({string.Join(", ", arguments)});");
        writer.Line("__cfwProvider.__cfwRuntimeField = new(new __cfwDriver(__cfwProvider), __cfwActivator.Services);");
        writer.Line("return __cfwProvider;");
    }
}
