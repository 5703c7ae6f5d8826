using Microsoft.CodeAnalysis;

namespace Compute.Framework.Analyzers.Tests.Fixes;

/// <summary>What the fixes make of the corpus of mistakes. The expected changes stand in <c>Fixed/</c>, under the mistakes' names.</summary>
public sealed class MistakeFixTests
{
    public static TheoryData<string> Files => [.. CorpusFiles.Names("Mistakes")];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Mistake_is_repaired(string file)
    {
        var source = Markup.Parse(CorpusFiles.Read("Mistakes", file)).Source;

        var repaired = await RepairedSource.OfAsync(source);

        if (repaired.Titles.Count > 0)
        {
            Assert.DoesNotContain(repaired.Remaining.Diagnostics, diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
        }

        Assert.Equal(FixedFiles.Read(file, repaired.Describe(source)), repaired.Describe(source));
    }

    /// <summary>An error that remains is one for which its page says that there is no fix.</summary>
    [Fact]
    public void Remaining_errors_have_no_fix()
    {
        var unfixable = RulePages.All.Where(page => page.HasNoFixSomewhere).Select(page => page.Id).ToHashSet();
        var remaining = FixedFiles.All.SelectMany(File.ReadLines).Where(line => line.StartsWith("! ", StringComparison.Ordinal)).Select(line => line[2..]).Distinct().Order(StringComparer.Ordinal);

        Assert.All(remaining, id => Assert.Contains(id, unfixable));
    }

    [Fact]
    public void Each_expectation_belongs_to_a_mistake() => Assert.Equal(
        CorpusFiles.Names("Mistakes").Select(Path.GetFileNameWithoutExtension),
        FixedFiles.All.Select(Path.GetFileNameWithoutExtension));
}
