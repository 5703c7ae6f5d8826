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
    public void All_together_compile_without_a_warning() => GeneratorRun.Of(TestProviderFiles.ReadAll()).AssertClean();
}
