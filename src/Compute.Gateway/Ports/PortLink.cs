using System.Text.Json.Serialization;

namespace Compute.Gateway.Ports;

/// <summary>What a signed link opens: one port of one sandbox, until it expires.</summary>
/// <param name="Provider">The provider's name; empty for the default provider.</param>
/// <param name="SandboxId">The sandbox.</param>
/// <param name="Port">The port inside the sandbox.</param>
/// <param name="Expires">When it ceases to be valid, in seconds of Unix time.</param>
/// <param name="Tenant">The tenant of who made it; null for an operator.</param>
/// <param name="KeyId">The key that it was made with, without which it is worth nothing; null without keys.</param>
internal sealed record PortLink(string Provider, string SandboxId, int Port, long Expires, string? Tenant, string? KeyId);

[JsonSerializable(typeof(PortLink))]
internal sealed partial class PortLinkJson : JsonSerializerContext;
