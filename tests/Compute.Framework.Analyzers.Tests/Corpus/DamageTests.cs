using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Sources as they are while somebody types: no analyzer fails, ever.</summary>
public sealed class DamageTests
{
    private const int Rounds = 12;

    public static TheoryData<string> Files => [.. CorpusFiles.Names("Mistakes").Where((_, index) => index % 9 == 0)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Damaged_source_never_breaks_an_analyzer(string file)
    {
        var tokens = CSharpSyntaxTree.ParseText(Markup.Parse(CorpusFiles.Read("Mistakes", file)).Source, AuthorCompilation.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(token => token.ToFullString()).ToList();
        var random = new Random(4711);
        var reported = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = tokens.ToList();
            for (var times = random.Next(1, 5); times > 0; times--)
            {
                damaged.RemoveRange(random.Next(damaged.Count - 6), random.Next(1, 6));
            }

            // A failing analyzer fails the run.
            var run = await AnalyzerRun.OfAsync(string.Concat(damaged));
            reported += run.Diagnostics.Count(diagnostic => diagnostic.Id.StartsWith("CFW", StringComparison.Ordinal));
        }

        // The damage must leave something to find, or the test would show nothing.
        Assert.NotEqual(0, reported);
    }
}
