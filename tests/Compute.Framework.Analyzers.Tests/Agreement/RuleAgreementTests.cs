using System.Reflection;
using System.Text.RegularExpressions;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Tests;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Ids, descriptors, analyzers, pages, release rows and tests of the rules agree.</summary>
public sealed partial class RuleAgreementTests
{
    /// <summary>Rules that the package's build targets report.</summary>
    private static readonly string[] s_buildRules = [RuleIds.AnalyzersMissing, RuleIds.CompilerTooOld];

    private static readonly string[] s_releases = ["AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md"];

    private static string[] Ids { get; } =
        [.. new[] { typeof(ProblemIds), typeof(ComplianceProblemIds), typeof(RuleIds) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal)];

    private static string[] AnalyzedIds => [.. Ids.Except(s_buildRules)];

    [Fact]
    public void Each_id_is_used_once() => Assert.Equal(Ids.Distinct(), Ids);

    [Fact]
    public void Each_rule_has_one_descriptor_in_one_analyzer()
    {
        Assert.Equal(AnalyzedIds, AllRules.Descriptors.Select(rule => rule.Id));
        Assert.All(AllRules.Analyzers, analyzer => Assert.Single(analyzer.SupportedDiagnostics));
    }

    [Fact]
    public void Each_rule_links_to_its_page() =>
        Assert.All(AllRules.Descriptors, rule => Assert.EndsWith($"/docs/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal));

    [Fact]
    public void Each_rule_has_a_page_that_says_the_same()
    {
        Assert.Equal(Ids, RulePages.All.Select(page => page.Id));
        Assert.All(RulePages.All, page => Assert.Equal(page.File, page.Id));
        Assert.All(RulePages.All, page => Assert.Equal(["Cause", "Bad", "Good", "Fix", "Suppress"], page.Sections));
        Assert.Equal(
            AllRules.Descriptors.Select(rule => (rule.Id, $"{rule.Title}", $"{rule.DefaultSeverity}", rule.Category)),
            RulePages.All.Where(page => !s_buildRules.Contains(page.Id)).Select(page => (page.Id, page.Title, page.Severity, page.Category)));
    }

    [Fact]
    public void Each_rule_has_a_release_row()
    {
        var folder = Path.Combine(Repository.Root, "analyzers", "Compute.Framework.Analyzers");
        var rows = s_releases
            .SelectMany(file => Row().Matches(File.ReadAllText(Path.Combine(folder, file))))
            .Select(match => (match.Groups["id"].Value, match.Groups["category"].Value, match.Groups["severity"].Value, match.Groups["notes"].Value))
            .OrderBy(row => row.Item1, StringComparer.Ordinal);

        Assert.Equal(
            AllRules.Descriptors.Select(rule => (rule.Id, rule.Category, $"{rule.DefaultSeverity}", AllRules.AnalyzerOf(rule.Id).GetType().Name)),
            rows);
    }

    [Fact]
    public void Each_rule_has_a_fix_or_its_page_says_why_not()
    {
        Assert.All(RulePages.All, page => Assert.NotEqual(page.HasFix, page.HasNoFix));
        Assert.Equal(
            RulePages.All.Where(page => page.HasFix).Select(page => page.Id),
            AllFixes.Providers.SelectMany(fix => fix.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_rule_has_tests()
    {
        var tested = typeof(RuleTests).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(RuleTests)))
            .Select(type => ((RuleTests)Activator.CreateInstance(type)!).Id)
            .Order(StringComparer.Ordinal);

        Assert.Equal(AnalyzedIds, tested);
    }

    [GeneratedRegex(@"^(?<id>CFW\d{4}) \| (?<category>[\w.]+) \| (?<severity>\w+) \| (?<notes>\w+)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
