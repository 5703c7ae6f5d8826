namespace Compute.Gateway.Access;

/// <summary>Who makes a request.</summary>
/// <param name="KeyId">The key's id; null without keys.</param>
/// <param name="Tenant">The tenant; null for an operator, who sees everything.</param>
/// <param name="Scopes">What the caller may do.</param>
internal sealed record Caller(string? KeyId, string? Tenant, GatewayScopes Scopes)
{
    /// <summary>Whoever reaches a gateway without keys, which is only reached from its own machine.</summary>
    public static readonly Caller Local = new(null, null, GatewayScopes.All);
}
