using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;

namespace Compute.Framework.Generators.Emitting;

/// <summary>A parameter of a provider's <c>Create</c>.</summary>
internal sealed record FactoryParameter(bool IsOptional, string TypeName, string Name, string Description)
{
    public string Escaped => Names.Escape(Name);

    public string Declaration => IsOptional ? $"{TypeName}? {Escaped} = null" : $"{TypeName} {Escaped}";
}

/// <summary>The parameters of a provider's <c>Create</c>: settings and services first, then what may be left out.</summary>
internal static class FactoryParameters
{
    public const string HttpName = "http";

    private static readonly string[] Fixed = ["options", HttpName, "logger", "timeProvider"];

    public static List<FactoryParameter> Of(ConstructorModel constructor)
    {
        var parameters = new List<FactoryParameter>();
        if (constructor.SettingsType is { } settings)
        {
            parameters.Add(new(IsOptional: false, settings, "options", "The settings."));
        }

        AddServices(parameters, constructor, areOptional: false);
        AddServices(parameters, constructor, areOptional: true);
        if (constructor.Takes(ArgumentSource.Http) || constructor.MakesService)
        {
            parameters.Add(new(
                IsOptional: true,
                "global::System.Net.Http.HttpClient",
                HttpName,
                "The client to use, which the caller disposes; one is made when null."));
        }

        parameters.Add(new(IsOptional: true, "global::Microsoft.Extensions.Logging.ILogger", "logger", "The log; none when null."));
        parameters.Add(new(IsOptional: true, "global::System.TimeProvider", "timeProvider", "The clock; the system's when null."));
        return parameters;
    }

    /// <summary>The name of the parameter for a service that the constructor takes: the author's own, where no other parameter has
    /// it.</summary>
    public static string NameOf(ConstructorArgument service, ConstructorModel constructor)
    {
        if (!IsTaken(service.Name))
        {
            return service.Name;
        }

        var name = service.Name + "Service";
        while (constructor.HasArgument(name))
        {
            name += "Service";
        }

        return name;
    }

    private static bool IsTaken(string name) =>
        Array.IndexOf(Fixed, name) >= 0 || name.StartsWith(ReservedNames.Prefix, StringComparison.Ordinal);

    private static void AddServices(List<FactoryParameter> parameters, ConstructorModel constructor, bool areOptional)
    {
        foreach (var argument in constructor.Arguments)
        {
            if (argument.Source == ArgumentSource.Service && argument.IsMadeByRefit == areOptional)
            {
                var description = areOptional ? "The calls; made by Refit when null." : "What the provider's constructor takes.";
                parameters.Add(new(areOptional, argument.TypeName, NameOf(argument, constructor), description));
            }
        }
    }
}
