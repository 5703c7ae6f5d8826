namespace Compute.Framework.Runtime;

/// <summary>The text about a setting in error messages.</summary>
internal static class SettingsText
{
    /// <summary>Returns where a setting can be set, and how to get a value.</summary>
    public static string Where(ProviderSettingDescriptor option, string? section)
    {
        var where = section is not null && option.EnvironmentVariable.Length == 0
            ? $"in code or in the configuration ('{section}:{option.Name}')"
            : section is null
            ? $"in code; with dependency injection also in the environment ({option.EnvironmentVariable}) or the configuration"
            : $"in code, in the environment ({option.EnvironmentVariable}) or in the configuration ('{section}:{option.Name}')";
        var setup = option.Setup is null ? "" : $" {option.Setup.TrimEnd('.')}.";
        return $"Set {option.Name} {where}.{setup}";
    }
}
