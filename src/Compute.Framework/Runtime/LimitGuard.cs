using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Compute.Framework.Runtime;

/// <summary>Refuses values outside the limits that an author declared, before anything leaves the process.</summary>
internal static class LimitGuard
{
    private const int ShownCharacters = 80;

    /// <summary>A match that takes longer is none: the expression is the author's, the text the caller's.</summary>
    private static readonly TimeSpan MatchWithin = TimeSpan.FromSeconds(1);

    private static readonly ConcurrentDictionary<string, Regex> Expressions = new(StringComparer.Ordinal);

    /// <summary>Checks the value of the one parameter that an operation has; null when the caller left it out.</summary>
    /// <exception cref="UnsupportedOptionException">The value is outside the limits.</exception>
    public static void Check(OperationCapability here, object? value)
    {
        foreach (var (parameter, limits) in here.Limits)
        {
            if (value is not null)
            {
                Check(parameter, value, limits);
            }
        }
    }

    /// <exception cref="UnsupportedOptionException">The value is outside the limits.</exception>
    public static void Check(string option, object value, OptionLimits limits)
    {
        switch (value)
        {
            case string text:
                CheckText(option, Show(text), text, limits.Pattern);
                break;
            case IReadOnlyDictionary<string, string> pairs:
                foreach (var (key, content) in pairs)
                {
                    // A value may be a secret: it is not shown.
                    CheckText(option, $"the key {Show(key)}", key, limits.Pattern);
                    CheckText(option, $"the value of {Show(key)}", content, limits.ValuePattern);
                }

                break;
            case IReadOnlyList<string> texts:
                for (var i = 0; i < texts.Count; i++)
                {
                    CheckText(option, $"element {i}", texts[i], limits.Pattern);
                }

                break;
            case IEnumerable<int> numbers:
                foreach (var number in numbers)
                {
                    CheckOrder(option, number, limits);
                }

                break;
            case TimeSpan or double or int or long:
                CheckOrder(option, value, limits);
                break;
            default:
                // A limit that is not enforced would be worse than an error.
                throw new NotSupportedException($"The values of the option '{option}' cannot be limited.");
        }
    }

    /// <summary>Refuses to shorten a lifetime that can only grow.</summary>
    /// <param name="option">The parameter's name.</param>
    /// <param name="expiresAt">The end that the sandbox has now.</param>
    /// <param name="wanted">The end that it would have.</param>
    /// <exception cref="UnsupportedOptionException">It would end earlier.</exception>
    public static void CheckGrows(string option, DateTimeOffset expiresAt, DateTimeOffset wanted)
    {
        if (wanted < expiresAt)
        {
            throw Refused(
                option,
                FormattableString.Invariant($"the sandbox lives until {expiresAt:O}, and the provider cannot shorten a lifetime"),
                "a lifetime that ends later");
        }
    }

    private static void CheckText(string option, string shown, string text, string? pattern)
    {
        if (pattern is not null && !Matches(text, pattern))
        {
            throw Refused(option, $"{shown} does not match '{pattern}', as the provider requires", $"a text that matches '{pattern}'");
        }
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Expressions.GetOrAdd(
                pattern, static pattern => new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, MatchWithin)).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static void CheckOrder(string option, object value, OptionLimits limits)
    {
        if (limits.AtLeast is { } least && Compare(value, least) is not >= 0)
        {
            throw Refused(option, $"{Show(value)} is less than {least}, the least that the provider accepts", Range(limits));
        }

        if (limits.AtMost is { } most && Compare(value, most) is not <= 0)
        {
            throw Refused(option, $"{Show(value)} is more than {most}, the most that the provider accepts", Range(limits));
        }
    }

    /// <summary>Null for what has no order (NaN).</summary>
    private static int? Compare(object value, string limit) => value switch
    {
        TimeSpan time =>
            (time == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : time).CompareTo(TimeSpan.Parse(limit, CultureInfo.InvariantCulture)),
        double number when double.IsNaN(number) => null,
        double number => number.CompareTo(double.Parse(limit, CultureInfo.InvariantCulture)),
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture).CompareTo(long.Parse(limit, CultureInfo.InvariantCulture)),
    };

    private static string Range(OptionLimits limits) => $"a value of {limits with { Pattern = null, ValuePattern = null }}";

    private static string Show(object value) => string.Create(CultureInfo.InvariantCulture, $"{value}");

    private static string Show(string text) => $"'{(text.Length > ShownCharacters ? text[..ShownCharacters] + "…" : text)}'";

    private static UnsupportedOptionException Refused(string option, string reason, string allowed) =>
        new(option, reason) { Remediation = $"Use {allowed}, or a provider whose Info.Capabilities allows the value." };
}
