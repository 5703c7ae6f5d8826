namespace Compute.Framework;

/// <summary>Base class of a provider's own creation options.</summary>
public abstract record ProviderSandboxOptions
{
    /// <summary>The name of the provider that these options are for.</summary>
    public abstract string ProviderName { get; }
}
