namespace Compute.Framework.Analyzers.Tests;

/// <summary>Mistakes that authors make: each is reported once, where it is, and the generator agrees.</summary>
public sealed class MistakeTests
{
    private const string Folder = "Mistakes";

    public static TheoryData<string> Files => [.. CorpusFiles.Names(Folder)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Mistake_is_reported(string file)
    {
        var run = await Verify.DiagnosticsAsync(CorpusFiles.Read(Folder, file));

        Assert.Contains(run.Diagnostics, diagnostic => diagnostic.Id.StartsWith("CFW", StringComparison.Ordinal));
        LawEight.Check(run);
    }

    [Fact]
    public void There_are_at_least_sixty() => Assert.True(CorpusFiles.Names(Folder).Count >= 60);

    /// <summary>Every rule that an author's source can break is broken by some mistake.</summary>
    [Fact]
    public void Every_rule_is_among_them()
    {
        string[] elsewhere = ["CFW0013", "CFW3006", "CFW9001", "CFW9004"];
        var shown = CorpusFiles.Names(Folder).SelectMany(file => Markup.Parse(CorpusFiles.Read(Folder, file)).Expected).Select(mark => mark.Id).ToHashSet();

        Assert.Equal(elsewhere, AllRules.Descriptors.Select(rule => rule.Id).Where(id => !shown.Contains(id)));
    }
}
