namespace Compute.Framework.Generators.Tests;

/// <summary>Unusual providers that are right: the result compiles without a warning.</summary>
public sealed class TestProviderTests
{
    [Theory]
    [MemberData(nameof(TestProviderFiles.Data), MemberType = typeof(TestProviderFiles))]
    public void Result_compiles_without_a_warning(string file)
    {
        var run = GeneratorRun.Of(TestProviderFiles.Read(file));

        run.AssertClean();
        Assert.NotEmpty(run.Texts);
        Assert.Empty(Models.Problems(run));
    }

    [Fact]
    public void Names_may_be_of_any_script_and_hide_those_of_the_platform()
    {
        var source = PlainProvider.Source
            .Replace("PlainProvider", "Plain\u0300\u30afProvider", StringComparison.Ordinal)
            .Replace("Vm", "H\u00e4ndle", StringComparison.Ordinal);

        var run = GeneratorRun.Of(source, "namespace Plain { class Compute; class Microsoft; class String; }").AssertClean();

        Assert.Empty(Models.Problems(run));
        Assert.Equal(2, run.Texts.Count);
    }

    [Fact]
    public void All_together_compile_without_a_warning() => GeneratorRun.Of(TestProviderFiles.ReadAll()).AssertClean();
}
