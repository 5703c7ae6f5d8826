namespace Compute.Framework.Generators.Models;

/// <summary>The constructor of an author's class.</summary>
/// <param name="SettingsType">The type of the settings, or null.</param>
/// <param name="Arguments">What it takes, in order.</param>
/// <param name="IsPublic">Whether every type that the factory takes is visible to other assemblies.</param>
/// <param name="HasBaseUrl">Whether the settings say with <c>Uri BaseUrl</c> where calls go.</param>
/// <param name="JsonContext">The context of JSON for interfaces of Refit's, or null.</param>
internal sealed record ConstructorModel(
    string? SettingsType, EquatableArray<ConstructorArgument> Arguments, bool IsPublic, bool HasBaseUrl, string? JsonContext)
{
    /// <summary>Whether the factory takes a service that the caller must give.</summary>
    public bool NeedsService => Any(static argument => argument is { Source: ArgumentSource.Service, IsMadeByRefit: false });

    /// <summary>Whether a service is made over an HTTP client, and registered besides the provider.</summary>
    public bool MakesService => Any(static argument => argument.IsMadeByRefit);

    public bool HasArgument(string name) => Any(argument => argument.Name == name);

    public bool Takes(ArgumentSource source) => Any(argument => argument.Source == source);

    private bool Any(Func<ConstructorArgument, bool> isMeant)
    {
        foreach (var argument in Arguments)
        {
            if (isMeant(argument))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One argument of the constructor.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="TypeName">The type; of a typed log its category.</param>
/// <param name="Name">The author's name for it, not escaped.</param>
/// <param name="IsMadeByRefit">Whether the referenced Refit makes it.</param>
internal sealed record ConstructorArgument(ArgumentSource Source, string TypeName, string Name, bool IsMadeByRefit = false);

/// <summary>Where an argument of the constructor comes from.</summary>
internal enum ArgumentSource
{
    Settings,
    Http,
    Logger,
    LoggerOf,
    TimeProvider,
    Service,
}
