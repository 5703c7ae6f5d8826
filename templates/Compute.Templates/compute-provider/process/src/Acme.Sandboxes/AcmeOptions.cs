using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>The settings of the provider: in code, in <c>Compute:acme</c> of the configuration, or in the environment.</summary>
[ProviderSettings(EnvironmentPrefix = "ACME")]
public sealed partial record AcmeOptions
{
    /// <summary>Where the sandboxes are (<c>ACME_DIRECTORY</c>).</summary>
    public string Directory { get; init; } = Path.Combine(Path.GetTempPath(), "acme");
}
