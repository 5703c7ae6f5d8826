namespace Compute.Framework;

/// <summary>The values of an option, or of a parameter of an operation, that a provider accepts.</summary>
/// <remarks>Declared by <see cref="AtLeastAttribute"/>, <see cref="AtMostAttribute"/>, <see cref="PatternAttribute"/> and
/// <see cref="ExtendLifetimeAttribute.CanShorten"/>. Values outside the limits are refused with <see cref="UnsupportedOptionException"/>
/// before anything leaves the process. For a list, the limits apply to each element.</remarks>
public sealed record OptionLimits
{
    /// <summary>The minimum, in the invariant culture (<c>00:01:00</c>, <c>0.5</c>); null if there is none.</summary>
    public string? AtLeast { get; init; }

    /// <summary>The maximum, in the invariant culture; null if there is none.</summary>
    public string? AtMost { get; init; }

    /// <summary>A regular expression that the whole string, or each key of a dictionary, matches; null if there is none.</summary>
    public string? Pattern { get; init; }

    /// <summary>A regular expression that each complete value of a dictionary matches; null if there is none.</summary>
    public string? ValuePattern { get; init; }

    /// <summary>Whether a lifetime can only be extended, not shortened.</summary>
    public bool OnlyGrows { get; init; }

    /// <summary>Returns the limits as text, such as <c>at least 00:01:00, at most 1.00:00:00</c>.</summary>
    public override string ToString() => string.Join(
        ", ",
        new[]
        {
            AtLeast is null ? null : $"at least {AtLeast}",
            AtMost is null ? null : $"at most {AtMost}",
            Pattern is null ? null : $"matching '{Pattern}'",
            ValuePattern is null ? null : $"with values that match '{ValuePattern}'",
            OnlyGrows ? "never less than before" : null,
        }.OfType<string>());
}
