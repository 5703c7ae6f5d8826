namespace Compute.Framework.Runtime;

/// <summary>Implemented by the source generator on a record with <see cref="ProviderSettingsAttribute"/>:
/// binding and validation without reflection.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IProviderSettings<TSelf>
    where TSelf : IProviderSettings<TSelf>
{
    /// <summary>The settings, in the order of declaration.</summary>
    static abstract ProviderSettingsSchema Schema { get; }

    /// <summary>Reads the specified settings; the reader records malformed values.</summary>
    /// <param name="reader">Where the values come from.</param>
    static abstract TSelf Bind(SettingsReader reader);

    /// <summary>Checks required values and prefixes.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="validator">Checks the values.</param>
    static abstract void Validate(TSelf options, SettingsValidator validator);
}
