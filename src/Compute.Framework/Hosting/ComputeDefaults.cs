using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Framework-wide defaults, set with <c>services.AddCompute(defaults => defaults with { … })</c>.</summary>
public sealed record ComputeDefaults
{
    /// <summary>Defaults of which none is set.</summary>
    public static ComputeDefaults None { get; } = new();

    /// <summary>The time-out of commands that set none; no time-out if null. Positive.</summary>
    public TimeSpan? CommandTimeout { get; init; }

    /// <summary>The lifetime of sandboxes that set none, for providers that honor lifetimes; no lifetime if
    /// null. Positive, at most 24,855 days.</summary>
    public TimeSpan? SandboxLifetime { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A default is out of range.</exception>
    internal ComputeDefaults Checked()
    {
        Ranges.Positive(CommandTimeout, nameof(CommandTimeout));
        Ranges.Lifetime(SandboxLifetime, nameof(SandboxLifetime));
        return this;
    }
}
