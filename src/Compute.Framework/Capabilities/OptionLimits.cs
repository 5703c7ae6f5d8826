namespace Compute.Framework;

/// <summary>Which values of an option, or of a parameter of an operation, a provider accepts.</summary>
/// <remarks>Declared by <see cref="AtLeastAttribute"/>, <see cref="AtMostAttribute"/>, <see cref="PatternAttribute"/> and
/// <see cref="ExtendLifetimeAttribute.CanShorten"/>. What lies outside is refused with <see cref="UnsupportedOptionException"/>
/// before anything leaves the process. Of a list the limits hold for each element.</remarks>
public sealed record OptionLimits
{
    /// <summary>The least value, in the invariant culture (<c>00:01:00</c>, <c>0.5</c>); null when there is none.</summary>
    public string? AtLeast { get; init; }

    /// <summary>The greatest value, in the invariant culture; null when there is none.</summary>
    public string? AtMost { get; init; }

    /// <summary>A regular expression that the whole text matches, and of a dictionary each key; null when there is none.</summary>
    public string? Pattern { get; init; }

    /// <summary>A regular expression that each value of a dictionary matches as a whole; null when there is none.</summary>
    public string? ValuePattern { get; init; }

    /// <summary>Whether a lifetime can be made longer and not shorter.</summary>
    public bool OnlyGrows { get; init; }

    /// <summary>The limits as text, such as <c>at least 00:01:00, at most 1.00:00:00</c>.</summary>
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
