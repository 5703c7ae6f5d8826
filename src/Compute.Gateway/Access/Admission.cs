namespace Compute.Gateway.Access;

/// <summary>Who makes a request, and for which provider.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="Provider">The provider's name; empty for the default provider.</param>
internal sealed record Admission(Caller Caller, string Provider);
