namespace Compute.Framework.Generators.Models;

/// <summary>The constructor of an author's class.</summary>
/// <param name="SettingsType">The type of the settings, or null.</param>
/// <param name="Arguments">What it takes, in order.</param>
/// <param name="IsPublic">Whether every type that the factory takes is visible to other assemblies.</param>
internal sealed record ConstructorModel(string? SettingsType, EquatableArray<ConstructorArgument> Arguments, bool IsPublic)
{
    public bool Takes(ArgumentSource source)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Source == source)
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
internal sealed record ConstructorArgument(ArgumentSource Source, string TypeName, string Name);

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
