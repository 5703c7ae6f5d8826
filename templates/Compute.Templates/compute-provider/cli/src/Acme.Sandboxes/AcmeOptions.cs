using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>The settings of the provider: in code, in <c>Compute:acme</c> of the configuration, or in the environment.</summary>
[ProviderSettings(EnvironmentPrefix = "ACME")]
public sealed partial record AcmeOptions
{
    /// <summary>The tool's path, or its name on the <c>PATH</c> (<c>ACME_TOOL</c>).</summary>
    public string Tool { get; init; } = "acmectl";

    /// <summary>The key that the tool signs in with (<c>ACME_API_KEY</c>).</summary>
    [Secret, Setup("Create a key at https://acme.example/keys")]
    public required string ApiKey { get; init; }

    /// <summary>Where the tool keeps what it knows (<c>ACME_STATE_DIRECTORY</c>).</summary>
    public string StateDirectory { get; init; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".acme");
}
