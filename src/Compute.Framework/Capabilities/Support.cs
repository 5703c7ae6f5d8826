namespace Compute.Framework;

/// <summary>How far something is supported.</summary>
/// <param name="Level">The level.</param>
/// <param name="Description">How it is done and how far it reaches, or why it is not supported; null where there is nothing to say.</param>
public readonly record struct Support(SupportLevel Level, string? Description = null)
{
    /// <summary>The level, and the description where there is one.</summary>
    public override string ToString() => Description is null ? Level.ToString() : $"{Level} ({Description})";

    /// <summary>The provider itself does it.</summary>
    /// <param name="description">How, where that is worth knowing.</param>
    public static Support Native(string? description = null) => new(SupportLevel.Native, description);

    /// <summary>The framework does it.</summary>
    /// <param name="description">How, and how far it reaches.</param>
    public static Support Emulated(string description) => new(SupportLevel.Emulated, description);

    /// <summary>Nobody does it.</summary>
    /// <param name="reason">Why not.</param>
    public static Support Unsupported(string? reason = null) => new(SupportLevel.Unsupported, reason);
}
