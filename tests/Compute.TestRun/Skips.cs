using System.Text.RegularExpressions;

namespace Compute.TestRun;

/// <summary>Why tests are skipped: by the prefix that each skip's reason must have.</summary>
internal enum SkipKind
{
    /// <summary>The provider does not claim what the test is about, or the test was not asked for.</summary>
    NotApplicable,

    /// <summary>This machine cannot show it, and that is accepted.</summary>
    NotHere,

    /// <summary>A tool or an engine that the tests name is not there.</summary>
    Missing,

    /// <summary>A skip that hides something: it says no kind, or one that nobody has accepted.</summary>
    NotAccepted,
}

/// <summary>A line of <c>accepted-skips.txt</c>.</summary>
/// <param name="Pattern">What the skip's reason must match.</param>
/// <param name="Why">Why the skip is accepted.</param>
internal sealed record AcceptedSkip(string Pattern, string Why)
{
    public static IReadOnlyList<AcceptedSkip> Read(string path) => [.. TextTable.Read(path).Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries))
        .Select(parts => parts is [{ Length: > 0 } pattern, { Length: > 0 } why] ? new AcceptedSkip(pattern, why)
            : throw new FormatException($"{path}: '{parts[0]}' does not say after a bar why it is accepted."))];

    public bool Accepts(string reason) => Regex.IsMatch(reason, Pattern, RegexOptions.CultureInvariant);
}

/// <summary>Tells the kinds of skips apart.</summary>
internal static class Skips
{
    public static SkipKind KindOf(TestResult skipped, IReadOnlyList<AcceptedSkip> accepted) => skipped.Text.Split(": ", 2) switch
    {
        [nameof(SkipKind.NotApplicable), _] => SkipKind.NotApplicable,
        [nameof(SkipKind.Missing), _] => SkipKind.Missing,
        [nameof(SkipKind.NotHere), var reason] when accepted.Any(line => line.Accepts(reason)) => SkipKind.NotHere,
        _ => SkipKind.NotAccepted,
    };
}
