namespace Compute.Framework.Analyzers.Tests;

/// <summary>Providers that are unusual and right: nothing is reported, and everything is generated.</summary>
public sealed class ValidTests
{
    private const string Folder = "Valid";

    public static TheoryData<string> Files => [.. CorpusFiles.Names(Folder)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_is_reported(string file)
    {
        var run = await Verify.DiagnosticsAsync(CorpusFiles.Read(Folder, file));

        Assert.NotEmpty(run.Generated.GeneratedTrees);
        LawEight.Check(run);
    }

    [Fact]
    public void There_are_at_least_thirty() => Assert.True(CorpusFiles.Names(Folder).Count >= 30);
}
