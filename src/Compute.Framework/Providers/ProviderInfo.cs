namespace Compute.Framework;

/// <summary>What a provider is and what it can do.</summary>
/// <param name="Name">The provider's name: lower case letters, digits and hyphens.</param>
/// <param name="DisplayName">The name to show to people.</param>
/// <param name="Capabilities">For every operation and option: native, emulated or unsupported.</param>
/// <param name="Settings">The settings of the provider, and where each can be given.</param>
public sealed record ProviderInfo(
    string Name,
    string DisplayName,
    CapabilityManifest Capabilities,
    ProviderSettingsSchema Settings);
