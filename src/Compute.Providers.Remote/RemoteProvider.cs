using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

/// <summary>The sandboxes of a gateway. What they can do is what the provider behind the gateway can, as far as the gateway allows
/// it.</summary>
[Provider("remote", DisplayName = "Remote")]
public sealed partial class RemoteProvider
{
    private readonly GatewayClient _gateway;

    /// <summary>Uses a gateway.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="http">The client.</param>
    public RemoteProvider(RemoteOptions options, HttpClient http) => _gateway = new GatewayClient(options, http);
}
