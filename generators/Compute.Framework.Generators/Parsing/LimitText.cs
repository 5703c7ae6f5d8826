using System.Globalization;

namespace Compute.Framework.Generators.Parsing;

/// <summary>What kinds of values have limits.</summary>
internal enum LimitKind
{
    None,
    Whole,
    Number,
    Time,
    Text,
    Pairs,
}

/// <summary>The texts of limits, read as the runtime reads them.</summary>
internal static class LimitText
{
    public static bool HasOrder(LimitKind kind) => kind is LimitKind.Whole or LimitKind.Number or LimitKind.Time;

    public static string Describe(LimitKind kind) => kind switch
    {
        LimitKind.Whole => "whole number (\"64\")",
        LimitKind.Number => "number (\"0.5\")",
        _ => "time (\"00:01:00\", \"1.00:00:00\")",
    };

    public static bool IsValid(LimitKind kind, string text) => kind switch
    {
        LimitKind.Whole => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        LimitKind.Number =>
            double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            && !double.IsNaN(number),
        _ => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _),
    };

    public static int Compare(LimitKind kind, string one, string other)
    {
        var culture = CultureInfo.InvariantCulture;
        return kind switch
        {
            LimitKind.Whole => long.Parse(one, culture).CompareTo(long.Parse(other, culture)),
            LimitKind.Number => double.Parse(one, culture).CompareTo(double.Parse(other, culture)),
            _ => TimeSpan.Parse(one, culture).CompareTo(TimeSpan.Parse(other, culture)),
        };
    }
}
