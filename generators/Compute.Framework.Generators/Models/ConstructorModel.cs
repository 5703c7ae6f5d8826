namespace Compute.Framework.Generators.Models;

/// <summary>The constructor of an author's class.</summary>
/// <param name="SettingsType">The type of the settings, or null.</param>
/// <param name="Arguments">What it takes, in order.</param>
/// <param name="IsPublic">Whether every type that the factory takes is visible to other assemblies.</param>
/// <param name="HasBaseUrl">Whether the settings say with <c>Uri BaseUrl</c> where calls go.</param>
internal sealed record ConstructorModel(string? SettingsType, EquatableArray<ConstructorArgument> Arguments, bool IsPublic, bool HasBaseUrl)
{
    /// <summary>Whether the factory takes a service that the caller must give.</summary>
    public bool NeedsService => Any(static argument => argument is { Source: ArgumentSource.Service, IsMadeByRefit: false });

    /// <summary>Whether the factory can make a service over an HTTP client.</summary>
    public bool MakesService => Any(static argument => argument.IsMadeByRefit);

    /// <summary>Whether the registration registers a service besides the provider.</summary>
    public bool RegistersService => Any(static argument => argument.IsRegisteredByRefit);

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
/// <param name="Refit">What the referenced parts of Refit can do about it.</param>
internal sealed record ConstructorArgument(ArgumentSource Source, string TypeName, string Name, RefitSupport Refit = RefitSupport.None)
{
    public bool IsRegisteredByRefit => (Refit & RefitSupport.Registration) != 0;

    public bool IsMadeByRefit => (Refit & RefitSupport.Factory) != 0;
}

/// <summary>What can be generated for an interface of Refit's.</summary>
[Flags]
internal enum RefitSupport
{
    None = 0,

    /// <summary><c>AddRefitClient</c> is referenced.</summary>
    Registration = 1,

    /// <summary><c>RestService.For</c> is referenced.</summary>
    Factory = 2,
}

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
