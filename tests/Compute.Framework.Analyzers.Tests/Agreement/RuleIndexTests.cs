using System.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The index of the rules is made of their pages. <c>COMPUTE_WRITE_DOCS=1</c> writes it.</summary>
public sealed class RuleIndexTests
{
    private static readonly (string Prefix, string Title, string Text)[] s_ranges =
    [
        ("CFW0", "Shape of the class", "An error here means that nothing is generated for the type."),
        ("CFW1", "Operations", "An error here means that the operation's generated member throws the message when it is called; the rest works."),
        ("CFW2", "Settings", "An error here means that binding the settings throws the message; the rest works."),
        ("CFW3", "Compliance tests", "What keeps tests from being written or run."),
        ("CFW4", "Bodies", "What methods do. The generator reads signatures only, so that these rules change nothing that is generated."),
        ("CFW9", "Environment", "What keeps the generator or the analyzers from working at all."),
    ];

    [Fact]
    public void The_index_shows_every_rule()
    {
        var file = Path.Combine(RulePages.Folder, "README.md");
        var expected = Index();
        if (Environment.GetEnvironmentVariable("COMPUTE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file));
    }

    private static string Index()
    {
        var text = new StringBuilder();
        text.Append("# Rules\n\n");
        text.Append("What the analyzers report. This page is made from the rules' own pages by a test (`COMPUTE_WRITE_DOCS=1` writes it).\n");
        foreach (var (prefix, title, words) in s_ranges)
        {
            text.Append($"\n## {prefix}xxx: {title}\n\n{words}\n\n| rule | severity | title |\n|---|---|---|\n");
            foreach (var page in RulePages.All.Where(page => page.Id.StartsWith(prefix, StringComparison.Ordinal)))
            {
                text.Append($"| [{page.Id}]({page.Id}.md) | {page.Severity} | {page.Title} |\n");
            }
        }

        return text.ToString();
    }
}
