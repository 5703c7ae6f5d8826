using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The settings of a provider.</summary>
/// <param name="Settings">One entry for each setting, in the order of declaration.</param>
public sealed record ProviderSettingsSchema(IReadOnlyList<ProviderSettingDescriptor> Settings)
{
    /// <summary>The settings, in the order of their declaration.</summary>
    public IReadOnlyList<ProviderSettingDescriptor> Settings
    {
        get;
        init => field = ContentList<ProviderSettingDescriptor>.Of(value);
    } = ContentList<ProviderSettingDescriptor>.Of(Settings);

    /// <summary>The schema of a provider without settings.</summary>
    public static ProviderSettingsSchema Empty { get; } = new([]);

    /// <summary>Returns the settings of an instance, which does not read the environment.</summary>
    internal ProviderSettingsSchema WithoutEnvironment() =>
        new([.. Settings.Select(static setting => setting with { EnvironmentVariable = "" })]);
}
