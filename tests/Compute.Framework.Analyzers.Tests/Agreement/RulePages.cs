using System.Text.RegularExpressions;
using Compute.Framework.Generators.Tests;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The pages of the rules.</summary>
internal static partial class RulePages
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "rules");

    public static IReadOnlyList<RulePage> All { get; } =
        [.. Directory.EnumerateFiles(Folder, "CFW*.md").Order(StringComparer.Ordinal).Select(Read)];

    private static RulePage Read(string file)
    {
        var text = File.ReadAllText(file);
        var head = Head().Match(text);
        Assert.True(head.Success, $"The page {Path.GetFileName(file)} does not begin as a page does.");
        return new(
            Path.GetFileNameWithoutExtension(file),
            head.Groups["id"].Value,
            head.Groups["title"].Value,
            head.Groups["severity"].Value,
            head.Groups["category"].Value,
            [.. Section().Matches(text).Select(match => match.Groups["name"].Value)],
            text);
    }

    [GeneratedRegex(@"^# (?<id>CFW\d{4}): (?<title>[^\n]+)\n\nSeverity: (?<severity>\w+) · Category: (?<category>[\w.]+) · \[All rules\]\(README\.md\)\n")]
    private static partial Regex Head();

    [GeneratedRegex(@"^## (?<name>[^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Section();
}

/// <summary>One page.</summary>
internal sealed record RulePage(string File, string Id, string Title, string Severity, string Category, IReadOnlyList<string> Sections, string Text)
{
    /// <summary>Whether it tells what a code fix does.</summary>
    public bool HasFix => Text.Contains("\nCode fix: ", StringComparison.Ordinal);

    /// <summary>Whether it says why there is no code fix at all.</summary>
    public bool HasNoFix => Text.Contains("\nNo fix: ", StringComparison.Ordinal);

    /// <summary>Whether it says that there is not a code fix everywhere.</summary>
    public bool HasNoFixSomewhere => HasNoFix || Text.Contains(" Not offered where ", StringComparison.Ordinal);
}
