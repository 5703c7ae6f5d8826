using System.Collections.ObjectModel;

namespace Compute.Framework.Runtime;

/// <summary>What an author's signatures declare; compiled into the provider.</summary>
/// <param name="name">The provider's name.</param>
/// <param name="displayName">The name to show to people.</param>
public sealed class ProviderManifest(string name, string displayName)
{
    /// <summary>The provider's name.</summary>
    public string Name { get; } = name;

    /// <summary>The name to show to people.</summary>
    public string DisplayName { get; } = displayName;

    /// <summary>The operations that have a method.</summary>
    public required IReadOnlyList<SandboxOperation> Operations { get; init; }

    /// <summary>The options that the method of each operation honors, by name: the allow-list. An option that is not in it is
    /// refused.</summary>
    public IReadOnlyDictionary<SandboxOperation, IReadOnlyList<string>> Honored { get; init; } =
        ReadOnlyDictionary<SandboxOperation, IReadOnlyList<string>>.Empty;

    /// <summary>The limits that the methods' parameters declare, by the name of the option or parameter.</summary>
    public IReadOnlyDictionary<SandboxOperation, IReadOnlyDictionary<string, OptionLimits>> Limits { get; init; } =
        ReadOnlyDictionary<SandboxOperation, IReadOnlyDictionary<string, OptionLimits>>.Empty;

    /// <summary>Whether the handle shows the labels of a sandbox.</summary>
    public bool HandleShowsLabels { get; init; }

    /// <summary>The provider's own creation options, or null.</summary>
    public Type? ProviderOptionsType { get; init; }

    /// <summary>The settings of the provider.</summary>
    public ProviderSettingsSchema Settings { get; init; } = ProviderSettingsSchema.Empty;

    internal bool Declares(SandboxOperation operation) => Operations.Contains(operation);

    internal IReadOnlyList<string> HonoredBy(SandboxOperation operation) => Honored.GetValueOrDefault(operation) ?? [];
}
