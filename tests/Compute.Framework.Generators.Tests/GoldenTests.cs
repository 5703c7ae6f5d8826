namespace Compute.Framework.Generators.Tests;

/// <summary>The generator writes what was written by hand.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("Cloud.CloudProvider.g.cs")]
    [InlineData("Cloud.CloudOptions.g.cs")]
    public void Generated_half_equals_the_handwritten_one(string file)
    {
        var run = GeneratorRun.Of(Repository.Read("Handwritten", "CloudProvider.cs"), Repository.Read("Handwritten", "CloudOptions.cs"));

        run.AssertClean();
        Assert.Equal(2, run.Texts.Count);
        var text = run.Texts[file];
        if (text != Repository.Read("Handwritten", file))
        {
            // For a comparison by tools; never committed.
            File.WriteAllText(Path.Combine(Repository.Tests, "Handwritten", file.Replace(".g.cs", ".received.cs", StringComparison.Ordinal)), text);
        }

        Assert.Equal(Repository.Read("Handwritten", file), text);
    }
}
