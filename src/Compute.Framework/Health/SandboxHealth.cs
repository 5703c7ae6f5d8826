namespace Compute.Framework;

/// <summary>The health of a sandbox.</summary>
/// <param name="Status">The health.</param>
/// <param name="Description">What the last check said, or null.</param>
public sealed record SandboxHealth(SandboxHealthStatus Status, string? Description = null);

/// <summary>Kinds of <see cref="SandboxHealth"/>.</summary>
public enum SandboxHealthStatus
{
    /// <summary>Nobody checks the sandbox's health.</summary>
    NotConfigured,

    /// <summary>No check has succeeded yet.</summary>
    Starting,

    /// <summary>The last check succeeded.</summary>
    Healthy,

    /// <summary>The last checks failed.</summary>
    Unhealthy,
}
