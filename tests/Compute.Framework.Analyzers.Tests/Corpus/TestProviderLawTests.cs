using Compute.Framework.Generators.Tests;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The providers of the generator's tests: what is generated for them is what the analyzers say.</summary>
public sealed class TestProviderLawTests
{
    /// <summary>Their bodies are not the point: they take everything and do nothing with it.</summary>
    private static readonly string[] s_aboutBodies = [RuleIds.ParameterNeverRead, RuleIds.HonoredOptionNeverRead, RuleIds.NoSetup];

    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Compute.Framework.Generators.Tests", "TestProviders");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.cs").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_else_is_reported(string file)
    {
        var run = await AnalyzerRun.OfAsync(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken));

        Assert.True(run.Diagnostics.All(diagnostic => s_aboutBodies.Contains(diagnostic.Id)), run.Describe());
        LawEight.Check(run);
    }
}
