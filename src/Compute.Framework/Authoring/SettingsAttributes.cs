namespace Compute.Framework.Authoring;

/// <summary>Makes a partial record the settings of a provider.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProviderSettingsAttribute : Attribute
{
    /// <summary>The beginning of each setting's environment variable: with <c>CLOUD</c>, <c>ApiKey</c> is <c>CLOUD_API_KEY</c>.</summary>
    public string? EnvironmentPrefix { get; set; }
}

/// <summary>A setting whose value is never shown: not by <c>ToString</c>, not in a log, not in an error.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>How to get a value for a setting; shown when the value is missing or malformed.</summary>
/// <param name="text">The steps, as a sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SetupAttribute(string text) : Attribute
{
    /// <summary>The steps, as a sentence.</summary>
    public string Text { get; } = text;
}

/// <summary>What every valid value of a setting begins with.</summary>
/// <param name="prefix">The prefix.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyPrefixAttribute(string prefix) : Attribute
{
    /// <summary>The prefix.</summary>
    public string Prefix { get; } = prefix;
}
