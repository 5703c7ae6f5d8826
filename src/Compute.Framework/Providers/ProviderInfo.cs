namespace Compute.Framework;

/// <summary>The description and the capabilities of a provider.</summary>
/// <param name="Name">The provider's name: lowercase letters, digits and hyphens.</param>
/// <param name="DisplayName">The name for display.</param>
/// <param name="Capabilities">For every operation and option: native, emulated or unsupported.</param>
/// <param name="Settings">The settings of the provider, and where each can be set.</param>
public sealed record ProviderInfo(
    string Name,
    string DisplayName,
    CapabilityManifest Capabilities,
    ProviderSettingsSchema Settings);
