using System.Globalization;
using System.Text.RegularExpressions;
using Compute.Gateway.E2B.Tests.Serving;

namespace Compute.Gateway.E2B.Tests;

/// <summary>The document of the compatibility names every file of scenarios, and how many there are.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void The_document_counts_the_scenarios()
    {
        var document = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "e2b-compatibility.md"));
        var told = Row().Matches(document).ToDictionary(
            match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        var there = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests", "Compute.Gateway.E2B.Tests", "Scenarios"), "*.mjs")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name is not ("run" or "harness"))
            .ToDictionary(name => name, name => ScenarioFile.Names(name).Count());

        Assert.Equal(there.OrderBy(one => one.Key, StringComparer.Ordinal), told.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `([a-z]+)` \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
