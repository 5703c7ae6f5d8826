namespace Compute.Framework.Generators.Models;

/// <summary>What the compilation and its references say about providers.</summary>
/// <param name="IsApplication">Whether an executable is compiled.</param>
/// <param name="DeclaresEmbedded">Whether the project has an <c>EmbeddedAttribute</c> already.</param>
/// <param name="Referenced">The providers of the referenced assemblies that can be called.</param>
/// <param name="HasExports">Whether a referenced assembly has a provider, be it one that no text can name.</param>
internal sealed record RegistryFacts(bool IsApplication, bool DeclaresEmbedded, EquatableArray<RegistryEntry> Referenced, bool HasExports);

/// <summary>A provider that the application itself declares.</summary>
/// <param name="Type">The class.</param>
/// <param name="IsWritten">Whether its other half is written, with the registration.</param>
internal sealed record RegistryOwnProvider(TypeModel Type, bool IsWritten);

/// <summary>How a provider is registered.</summary>
/// <param name="Type">The static class, with <c>global::</c> or an alias.</param>
/// <param name="Method">Its method.</param>
/// <param name="Alias">The extern alias that the class's name begins with, or null.</param>
internal sealed record RegistryEntry(string Type, string Method, string? Alias = null);
