using System.Text.RegularExpressions;

namespace Compute.Framework.Generators.Tests.Documentation;

/// <summary>The page that shows what is generated shows what is generated.</summary>
public sealed partial class WhatIsGeneratedTests
{
    [Fact]
    public void The_page_shows_the_real_output()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "what-is-generated.md"));
        var shown = Shown().Match(page).Groups["text"].Value;
        var author = File.ReadAllText(Path.Combine(Repository.Root, "samples", "MinimalProvider", "MinimalProvider.cs"));

        var generated = Assert.Single(GeneratorRun.Of(author).Texts).Value;

        Assert.Equal(generated, shown);
    }

    [GeneratedRegex("<!-- generated from samples/MinimalProvider/MinimalProvider.cs -->\n```cs\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();
}
