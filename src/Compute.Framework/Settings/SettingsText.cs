namespace Compute.Framework.Runtime;

/// <summary>How error texts speak of a setting.</summary>
internal static class SettingsText
{
    /// <summary>Where a setting can be given, and how to get a value.</summary>
    public static string Where(ProviderOptionDescriptor option, string? section)
    {
        var configuration = section is null ? "" : $" or '{section}:{option.Name}' in the configuration";
        var setup = option.Setup is null ? "" : $" {option.Setup.TrimEnd('.')}.";
        return $"Set {option.Name} in code, the environment variable {option.EnvironmentVariable}{configuration}.{setup}";
    }
}
