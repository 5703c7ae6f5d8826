using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>The settings of the provider: in code, in <c>Compute:acme</c> of the configuration, or in the environment.</summary>
[ProviderSettings(EnvironmentPrefix = "ACME")]
public sealed partial record AcmeOptions
{
    /// <summary>The key (<c>ACME_API_KEY</c>).</summary>
    [Secret, Setup("Create a key at https://acme.example/keys")]
    public required string ApiKey { get; init; }

    /// <summary>The service's address, with a slash at its end (<c>ACME_BASE_URL</c>).</summary>
    public Uri BaseUrl { get; init; } = new("https://api.acme.example/v1/");
}
