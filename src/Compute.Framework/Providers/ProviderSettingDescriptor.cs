namespace Compute.Framework;

/// <summary>One setting of a provider.</summary>
public sealed record ProviderSettingDescriptor
{
    /// <summary>The property's name, which is also the last part of its configuration key.</summary>
    public required string Name { get; init; }

    /// <summary>The environment variable that sets it; empty if there is none.</summary>
    public string EnvironmentVariable { get; init; } = "";

    /// <summary>The format of a value: <c>string</c>, <c>number</c>, <c>true/false</c> and so on.</summary>
    public required string TypeName { get; init; }

    /// <summary>Whether there is no default.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>How to get a value, or null.</summary>
    public string? Setup { get; init; }

    /// <summary>The prefix of every valid value, or null.</summary>
    public string? KeyPrefix { get; init; }
}
