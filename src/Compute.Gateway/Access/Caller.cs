namespace Compute.Gateway.Access;

/// <summary>Who makes a request.</summary>
/// <param name="KeyId">The key's id; null without keys.</param>
/// <param name="Tenant">The tenant; null for an operator, who sees everything.</param>
/// <param name="Scopes">What the caller may do.</param>
/// <param name="Limits">What the caller may use; null for the gateway's limits.</param>
internal sealed record Caller(string? KeyId, string? Tenant, GatewayScopes Scopes, GatewayKeyLimits? Limits = null)
{
    /// <summary>Whoever reaches a gateway without keys, which is only reached from its own machine.</summary>
    public static readonly Caller Local = new(null, null, GatewayScopes.All | GatewayScopes.Administer);
}
