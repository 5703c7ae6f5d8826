using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

internal enum FactoryParameterKind
{
    Settings,
    Service,
    Optional,
}

/// <summary>A parameter of a provider's <c>Create</c>.</summary>
internal sealed record FactoryParameter(FactoryParameterKind Kind, string TypeName, string Name, string Description)
{
    public string Escaped => Names.Escape(Name);

    public string Declaration => Kind == FactoryParameterKind.Optional ? $"{TypeName}? {Escaped} = null" : $"{TypeName} {Escaped}";
}

/// <summary>The parameters of a provider's <c>Create</c>: settings and services first, then what may be left out.</summary>
internal static class FactoryParameters
{
    private static readonly string[] Fixed = ["options", "http", "logger", "timeProvider"];

    public static List<FactoryParameter> Of(ConstructorModel constructor)
    {
        var parameters = new List<FactoryParameter>();
        if (constructor.SettingsType is { } settings)
        {
            parameters.Add(new(FactoryParameterKind.Settings, settings, "options", "The settings."));
        }

        foreach (var argument in constructor.Arguments)
        {
            if (argument.Source == ArgumentSource.Service)
            {
                var name = Array.IndexOf(Fixed, argument.Name) < 0 ? argument.Name : argument.Name + "Service";
                parameters.Add(new(FactoryParameterKind.Service, argument.TypeName, name, "What the provider's constructor takes."));
            }
        }

        if (constructor.Takes(ArgumentSource.Http))
        {
            parameters.Add(new(FactoryParameterKind.Optional, "global::System.Net.Http.HttpClient", "http", "The client to use, which the caller disposes; one is made when null."));
        }

        parameters.Add(new(FactoryParameterKind.Optional, "global::Microsoft.Extensions.Logging.ILogger", "logger", "The log; none when null."));
        parameters.Add(new(FactoryParameterKind.Optional, "global::System.TimeProvider", "timeProvider", "The clock; the system's when null."));
        return parameters;
    }
}
