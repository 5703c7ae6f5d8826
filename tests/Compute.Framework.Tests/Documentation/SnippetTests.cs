using System.Text.RegularExpressions;

namespace Compute.Framework.Tests.Documentation;

/// <summary>Every C# block of the documentation is cut from a file that is compiled: <c>&lt;!-- from path --&gt;</c> names it.</summary>
/// <remarks>The pages of the rules show what does not compile, piece by piece; the analyzers' own tests hold those.</remarks>
public sealed partial class SnippetTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(SourceTree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Where(page => File.ReadAllText(page).Contains("```csharp", StringComparison.Ordinal))
            .Select(page => Path.GetRelativePath(SourceTree.Root, page))
            .Where(page => !page.StartsWith(Path.Combine("docs", "rules"), StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_snippet_stands_in_the_file_that_it_names(string page)
    {
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, page));
        var named = NamedSnippet().Matches(text);

        Assert.Equal(AnySnippet().Count(text), named.Count);
        foreach (Match snippet in named)
        {
            var source = File.ReadAllText(Path.Combine(SourceTree.Root, snippet.Groups["path"].Value));
            Assert.Contains(Unindent(snippet.Groups["code"].Value), Unindent(source), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_readme_stays_short() => Assert.InRange(File.ReadAllLines(Path.Combine(SourceTree.Root, "README.md")).Length, 1, 119);

    private static string Unindent(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n")]
    private static partial Regex AnySnippet();

    [GeneratedRegex("<!-- from (?<path>[^ ]+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex NamedSnippet();
}
