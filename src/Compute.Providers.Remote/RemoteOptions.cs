using Compute.Framework.Authoring;

namespace Compute.Providers.Remote;

/// <summary>The settings of the remote provider.</summary>
[ProviderSettings(EnvironmentPrefix = "COMPUTE")]
public sealed partial record RemoteOptions
{
    /// <summary>The gateway's address (<c>COMPUTE_GATEWAY_URL</c>), such as <c>https://gateway.example/</c>, without the version.</summary>
    [Setup("Set it to the address of a gateway, such as http://127.0.0.1:5210/")]
    public required Uri GatewayUrl { get; init; }

    /// <summary>The key (<c>COMPUTE_API_KEY</c>); null for a gateway without keys, on the same machine.</summary>
    [Secret, KeyPrefix("cgw_"), Setup("Ask the gateway's operator for a key")]
    public string? ApiKey { get; init; }

    /// <summary>The name of one of the gateway's providers (<c>COMPUTE_BACK_END</c>); null for its default provider.</summary>
    public string? BackEnd { get; init; }

    /// <summary>How long the output of a process is asked for again after its connection was lost (<c>COMPUTE_RECONNECT_TIMEOUT</c>);
    /// positive. One minute by default.</summary>
    public TimeSpan ReconnectTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
