using System.Globalization;

namespace Compute.Framework.Runtime;

/// <summary>Combines the limits that two providers have for one option.</summary>
internal static class LimitAlgebra
{
    private static readonly OptionLimits None = new();

    /// <summary>The values that both accept.</summary>
    public static OptionLimits Narrow(OptionLimits one, OptionLimits other) => new()
    {
        AtLeast = Either(one.AtLeast, other.AtLeast, Greater),
        AtMost = Either(one.AtMost, other.AtMost, Less),
        Pattern = Either(one.Pattern, other.Pattern, Both),
        ValuePattern = Either(one.ValuePattern, other.ValuePattern, Both),
        OnlyGrows = one.OnlyGrows || other.OnlyGrows,
    };

    /// <summary>The values that one of them accepts; null when these are all.</summary>
    public static OptionLimits? Widen(OptionLimits one, OptionLimits other)
    {
        var limits = new OptionLimits
        {
            AtLeast = IfBoth(one.AtLeast, other.AtLeast, Less),
            AtMost = IfBoth(one.AtMost, other.AtMost, Greater),
            Pattern = IfBoth(one.Pattern, other.Pattern, Any),
            ValuePattern = IfBoth(one.ValuePattern, other.ValuePattern, Any),
            OnlyGrows = one.OnlyGrows && other.OnlyGrows,
        };
        return limits == None ? null : limits;
    }

    private static string? Either(string? one, string? other, Func<string, string, string> rule) =>
        one is null ? other : other is null || one == other ? one : rule(one, other);

    private static string? IfBoth(string? one, string? other, Func<string, string, string> rule) =>
        one is null || other is null ? null : one == other ? one : rule(one, other);

    private static string Greater(string one, string other) => Compare(one, other) > 0 ? one : other;

    private static string Less(string one, string other) => Compare(one, other) < 0 ? one : other;

    /// <summary>Limits are whole numbers, fractions or times; two ways to write one value are distinguished, so that the order is
    /// total.</summary>
    private static int Compare(string one, string other)
    {
        var order = 0;
        if (long.TryParse(one, CultureInfo.InvariantCulture, out var whole)
            && long.TryParse(other, CultureInfo.InvariantCulture, out var otherWhole))
        {
            order = whole.CompareTo(otherWhole);
        }
        else if (TryNumber(one, out var number) && TryNumber(other, out var otherNumber))
        {
            order = number.CompareTo(otherNumber);
        }
        else if (TimeSpan.TryParse(one, CultureInfo.InvariantCulture, out var time)
            && TimeSpan.TryParse(other, CultureInfo.InvariantCulture, out var otherTime))
        {
            order = time.CompareTo(otherTime);
        }

        return order != 0 ? order : string.CompareOrdinal(one, other);
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Both(string one, string other)
    {
        var (first, second) = InOrder(one, other);
        return $@"(?=(?:{first})\z)(?:{second})";
    }

    private static string Any(string one, string other)
    {
        var (first, second) = InOrder(one, other);
        return $"(?:{first})|(?:{second})";
    }

    private static (string First, string Second) InOrder(string one, string other) =>
        string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
