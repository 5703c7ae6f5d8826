namespace Compute.Gateway.Routes;

/// <summary>What a key needs for a route; metadata of its endpoint.</summary>
internal sealed record RouteScope(GatewayScopes Needed);
