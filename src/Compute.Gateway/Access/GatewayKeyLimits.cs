namespace Compute.Gateway;

/// <summary>What a key may use.</summary>
public sealed record GatewayKeyLimits
{
    /// <summary>The requests in a minute, and at once; positive. Null for the gateway's
    /// <see cref="GatewayOptions.RequestsPerMinute"/>.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How many sandboxes the key's tenant may have for the key to create another one; not negative. Null for the gateway's
    /// <see cref="GatewayOptions.MaxSandboxesPerTenant"/>.</summary>
    public int? Sandboxes { get; init; }
}
