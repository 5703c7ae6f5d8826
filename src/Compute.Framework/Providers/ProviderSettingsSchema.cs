using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The settings of a provider.</summary>
/// <param name="Settings">One entry a setting, in the order of declaration.</param>
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

    /// <summary>The settings of an instance that takes nothing from the environment.</summary>
    internal ProviderSettingsSchema WithoutEnvironment() =>
        new([.. Settings.Select(static setting => setting with { EnvironmentVariable = "" })]);
}
