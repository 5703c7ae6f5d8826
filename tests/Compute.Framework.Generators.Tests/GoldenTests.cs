namespace Compute.Framework.Generators.Tests;

/// <summary>The generator writes what was written by hand, and what was read line by line.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("Cloud.CloudProvider.g.cs")]
    [InlineData("Cloud.CloudOptions.g.cs")]
    public void Generated_half_equals_the_handwritten_one(string file)
    {
        var run = GeneratorRun.Of(Repository.Read("Handwritten", "CloudProvider.cs"), Repository.Read("Handwritten", "CloudOptions.cs"));

        Assert.Equal(2, run.Texts.Count);
        Check(run, "Handwritten", file);
    }

    [Fact]
    public void Generated_half_of_the_further_operations_equals_the_reviewed_one()
    {
        var run = GeneratorRun.Of(TestProviderFiles.Read("FurtherOperationsProvider.cs"));

        Assert.Single(run.Texts);
        Check(run, "Reviewed", "TestProviders.Further.FurtherOperationsProvider.g.cs");
    }

    [Fact]
    public void Generated_half_of_the_provider_with_records_equals_the_reviewed_one()
    {
        var run = GeneratorRun.Of(TestProviderFiles.Read("RecordProvider.cs"));

        Assert.Single(run.Texts);
        Check(run, "Reviewed", "TestProviders.Records.RecordProvider.g.cs");
    }

    private static void Check(GeneratorRun run, string folder, string file)
    {
        run.AssertClean();
        var text = run.Texts[file];
        if (text != Repository.Read(folder, file))
        {
            // For a comparison by tools; never committed.
            File.WriteAllText(Path.Combine(Repository.Tests, folder, file.Replace(".g.cs", ".received.cs", StringComparison.Ordinal)), text);
        }

        Assert.Equal(Repository.Read(folder, file), text);
    }
}
