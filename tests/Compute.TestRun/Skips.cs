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
/// <param name="Part">A part of the test's name.</param>
/// <param name="Reason">Why the skip is accepted.</param>
internal sealed record AcceptedSkip(string Part, string Reason)
{
    public static IReadOnlyList<AcceptedSkip> Read(string path) => [.. TextTable.Read(path).Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries))
        .Select(parts => parts is [var part, { Length: > 0 } reason] ? new AcceptedSkip(part, reason) : throw new FormatException($"{path}: '{parts[0]}' has no reason after a bar."))];
}

/// <summary>Tells the kinds of skips apart.</summary>
internal static class Skips
{
    public static SkipKind KindOf(TestResult skipped, IReadOnlyList<AcceptedSkip> accepted) => skipped.Text.Split(':', 2)[0] switch
    {
        nameof(SkipKind.NotApplicable) => SkipKind.NotApplicable,
        nameof(SkipKind.Missing) => SkipKind.Missing,
        nameof(SkipKind.NotHere) when accepted.Any(line => skipped.Name.Contains(line.Part, StringComparison.Ordinal)) => SkipKind.NotHere,
        _ => SkipKind.NotAccepted,
    };
}
