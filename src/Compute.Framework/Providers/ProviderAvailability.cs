namespace Compute.Framework;

/// <summary>Whether a back end can be used from this machine.</summary>
public sealed record ProviderAvailability
{
    private ProviderAvailability()
    {
    }

    /// <summary>Whether sandboxes can be created now.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>Why not, when <see cref="IsAvailable"/> is false; otherwise details worth knowing, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it, or null.</summary>
    public string? Remediation { get; init; }

    /// <summary>The version of the back end, where it tells.</summary>
    public string? Version { get; init; }

    /// <summary>The back end can be used.</summary>
    /// <param name="version">The version of the back end, where it tells.</param>
    public static ProviderAvailability Available(string? version = null) =>
        new() { IsAvailable = true, Version = version };

    /// <summary>The back end cannot be used.</summary>
    /// <param name="reason">Why not.</param>
    /// <param name="remediation">What to do about it.</param>
    public static ProviderAvailability Unavailable(string reason, string? remediation = null) =>
        new() { IsAvailable = false, Reason = reason, Remediation = remediation };
}
