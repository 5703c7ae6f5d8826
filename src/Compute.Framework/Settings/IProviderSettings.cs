namespace Compute.Framework.Runtime;

/// <summary>Implemented by the compiler on a record with <see cref="ProviderSettingsAttribute"/>: binding and validation without reflection.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IProviderSettings<TSelf>
    where TSelf : IProviderSettings<TSelf>
{
    /// <summary>The settings, in the order of declaration.</summary>
    static abstract ProviderSettingsSchema Schema { get; }

    /// <summary>Reads the settings that are given; what is missing or malformed is noted in the reader.</summary>
    /// <param name="reader">Where the values come from.</param>
    static abstract TSelf Bind(SettingsReader reader);

    /// <summary>Checks what must be present and how it must begin.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="validator">Takes the values to check.</param>
    static abstract void Validate(TSelf options, SettingsValidator validator);
}
