namespace Compute.Framework;

/// <summary>The health of a sandbox.</summary>
/// <param name="Status">The health.</param>
/// <param name="Description">The output of the last check, or null.</param>
public sealed record SandboxHealth(SandboxHealthStatus Status, string? Description = null);

/// <summary>Kinds of <see cref="SandboxHealth"/>.</summary>
public enum SandboxHealthStatus
{
    /// <summary>The sandbox's health is not checked.</summary>
    NotConfigured,

    /// <summary>No check has succeeded yet.</summary>
    Starting,

    /// <summary>The last check succeeded.</summary>
    Healthy,

    /// <summary>The last checks failed.</summary>
    Unhealthy,
}
