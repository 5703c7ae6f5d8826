namespace Compute.Framework;

/// <summary>The support of an operation or an option.</summary>
/// <param name="Level">The level.</param>
/// <param name="Description">How it is implemented and its limits, or why it is not supported; null if there are no details.</param>
public readonly record struct Support(SupportLevel Level, string? Description = null)
{
    /// <summary>Returns the level, and the description if there is one.</summary>
    public override string ToString() => Description is null ? Level.ToString() : $"{Level} ({Description})";

    /// <summary>Creates the support of a feature that the provider itself implements.</summary>
    /// <param name="description">How it is implemented, if relevant.</param>
    public static Support Native(string? description = null) => new(SupportLevel.Native, description);

    /// <summary>Creates the support of a feature that the framework implements.</summary>
    /// <param name="description">How it is implemented, and its limits.</param>
    public static Support Emulated(string description) => new(SupportLevel.Emulated, description);

    /// <summary>Creates the support of a feature that is not supported.</summary>
    /// <param name="reason">The reason.</param>
    public static Support Unsupported(string? reason = null) => new(SupportLevel.Unsupported, reason);
}
