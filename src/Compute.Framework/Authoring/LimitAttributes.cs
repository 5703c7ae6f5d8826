namespace Compute.Framework.Authoring;

/// <summary>The least value of a parameter that the back end accepts. Less is refused before anything leaves the process.</summary>
/// <remarks>For numbers and <see cref="TimeSpan"/>, and lists of numbers. See <see cref="OptionLimits"/>.</remarks>
/// <param name="value">The value in the invariant culture, such as <c>"00:01:00"</c>, <c>"1.00:00:00"</c> or <c>"0.5"</c>.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class AtLeastAttribute(string value) : Attribute
{
    /// <summary>The value in the invariant culture.</summary>
    public string Value { get; } = value;
}

/// <summary>The greatest value of a parameter that the back end accepts. More is refused before anything leaves the process.</summary>
/// <remarks>For numbers and <see cref="TimeSpan"/>, and lists of numbers. See <see cref="OptionLimits"/>.</remarks>
/// <param name="value">The value in the invariant culture, such as <c>"1.00:00:00"</c> or <c>"64"</c>.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class AtMostAttribute(string value) : Attribute
{
    /// <summary>The value in the invariant culture.</summary>
    public string Value { get; } = value;
}

/// <summary>What texts the back end accepts. Others are refused before anything leaves the process.</summary>
/// <remarks>For texts, lists of texts (each element) and dictionaries (each key). See <see cref="OptionLimits"/>.</remarks>
/// <param name="expression">A regular expression that the whole text must match.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class PatternAttribute(string expression) : Attribute
{
    /// <summary>The regular expression that the whole text must match.</summary>
    public string Expression { get; } = expression;

    /// <summary>Of a dictionary: a regular expression that each value must match as a whole; null for any value.</summary>
    public string? Values { get; set; }
}
