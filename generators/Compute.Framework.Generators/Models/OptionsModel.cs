namespace Compute.Framework.Generators.Models;

/// <summary>A record with <c>[ProviderSettings]</c>.</summary>
/// <param name="Type">The record.</param>
/// <param name="CanBeExtended">Whether anything can be written for it.</param>
/// <param name="Settings">The settings that can be bound, in the order of declaration.</param>
/// <param name="Redaction">How its text is made, so that secrets stay out of it.</param>
/// <param name="Error">What is wrong with it, to be thrown when it is bound; null when nothing is.</param>
/// <param name="Uses">What the text needs to use its members.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record OptionsModel(
    TypeModel Type,
    bool CanBeExtended,
    EquatableArray<SettingModel> Settings,
    Redaction Redaction,
    string? Error,
    UseModel Uses,
    EquatableArray<Problem> Problems);

/// <summary>One setting.</summary>
/// <param name="Name">The property's name, not escaped.</param>
/// <param name="EnvironmentVariable">The environment variable.</param>
/// <param name="TypeWords">The type in words.</param>
/// <param name="Reader">How it is read.</param>
/// <param name="ValueType">The type that is read, where the reader needs it.</param>
/// <param name="Traits">What else is to be known of its type.</param>
/// <param name="IsRequired">Whether there is no default.</param>
/// <param name="IsSecret">Whether it is never shown.</param>
/// <param name="Setup">How to get a value, or null.</param>
/// <param name="KeyPrefix">How every value begins, or null.</param>
internal sealed record SettingModel(
    string Name,
    string EnvironmentVariable,
    string TypeWords,
    SettingReader Reader,
    string? ValueType,
    SettingTraits Traits,
    bool IsRequired,
    bool IsSecret,
    string? Setup,
    string? KeyPrefix);

/// <summary>The methods of <c>SettingsReader</c>.</summary>
internal enum SettingReader
{
    Text,
    Uri,
    Parsable,
    Enumeration,
    TextList,
    UriList,
    ParsableList,
    EnumerationList,
}

[Flags]
internal enum SettingTraits
{
    None = 0,

    /// <summary>A value type that is never null, so that a missing value is the default.</summary>
    HasDefault = 1,

    /// <summary>A nullable value type.</summary>
    IsNullableValue = 2,

    /// <summary>A list that must be copied into its own type.</summary>
    IsCopied = 4,
}

/// <summary>Which form of <c>PrintMembers</c> a record needs.</summary>
internal enum Redaction
{
    None,
    Sealed,
    Virtual,
    Override,
}
