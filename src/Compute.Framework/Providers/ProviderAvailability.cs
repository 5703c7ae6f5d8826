namespace Compute.Framework;

/// <summary>Whether a back end can be used from this machine.</summary>
public sealed record ProviderAvailability
{
    private ProviderAvailability()
    {
    }

    /// <summary>Whether sandboxes can be created now.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>The reason, if <see cref="IsAvailable"/> is false; otherwise relevant details, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>How to resolve the problem, or null.</summary>
    public string? Remediation { get; init; }

    /// <summary>The version of the back end, or null if the back end does not report it.</summary>
    public string? Version { get; init; }

    /// <summary>Creates the result for a back end that can be used.</summary>
    /// <param name="version">The version of the back end, or null if the back end does not report it.</param>
    public static ProviderAvailability Available(string? version = null) =>
        new() { IsAvailable = true, Version = version };

    /// <summary>Creates the result for a back end that cannot be used.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="remediation">How to resolve the problem.</param>
    public static ProviderAvailability Unavailable(string reason, string? remediation = null) =>
        new() { IsAvailable = false, Reason = reason, Remediation = remediation };
}
