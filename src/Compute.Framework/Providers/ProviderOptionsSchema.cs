using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The settings of a provider.</summary>
/// <param name="Options">One entry a setting, in the order of declaration.</param>
public sealed record ProviderOptionsSchema(IReadOnlyList<ProviderOptionDescriptor> Options)
{
    /// <summary>The settings, in the order of their declaration.</summary>
    public IReadOnlyList<ProviderOptionDescriptor> Options
    {
        get;
        init => field = ContentList<ProviderOptionDescriptor>.Of(value);
    } = ContentList<ProviderOptionDescriptor>.Of(Options);

    /// <summary>The schema of a provider without settings.</summary>
    public static ProviderOptionsSchema Empty { get; } = new([]);

    /// <summary>The settings of an instance that takes nothing from the environment.</summary>
    internal ProviderOptionsSchema WithoutEnvironment() => new([.. Options.Select(static option => option with { EnvironmentVariable = "" })]);
}

/// <summary>One setting of a provider.</summary>
/// <param name="Name">The property's name, which is also the last part of its configuration key.</param>
/// <param name="EnvironmentVariable">The environment variable that sets it; empty where none does.</param>
/// <param name="TypeName">How a value is written: <c>string</c>, <c>number</c>, <c>true/false</c> …</param>
/// <param name="IsRequired">Whether there is no default.</param>
/// <param name="IsSecret">Whether the value must never be shown.</param>
/// <param name="Setup">How to get a value, or null.</param>
/// <param name="KeyPrefix">What every valid value begins with, or null.</param>
public sealed record ProviderOptionDescriptor(
    string Name,
    string EnvironmentVariable,
    string TypeName,
    bool IsRequired,
    bool IsSecret,
    string? Setup,
    string? KeyPrefix);
