using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Compliance;

/// <summary>Runs a generator, and runs it again after an edit.</summary>
internal sealed class GlueDriver
{
    private GeneratorDriver _driver;

    public GlueDriver(IIncrementalGenerator generator) => _driver = CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: GlueCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public Compilation Output { get; private set; } = null!;

    public GeneratorRunResult Run(Compilation compilation)
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Output = output;
        Assert.Empty(diagnostics);
        var result = Assert.Single(_driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>Runs once, then after an edit in a file of its own; nothing may have been computed anew.</summary>
    public static GeneratorRunResult RunTwice(IIncrementalGenerator generator, Compilation compilation, out Compilation output)
    {
        var driver = new GlueDriver(generator);
        var first = driver.Run(compilation);
        output = driver.Output;
        var second = driver.Run(compilation.AddSyntaxTrees(GlueCompilation.Parse("internal static class Unrelated { public const int Value = 1; }", "Unrelated.cs")));
        Assert.Equal(Texts(first), Texts(second));
        AssertCached(second);
        return first;
    }

    public static void AssertCached(GeneratorRunResult result)
    {
        var outputs = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).ToList();
        var named = result.TrackedSteps.Where(step => IsOurs(step.Key)).SelectMany(step => step.Value).SelectMany(step => step.Outputs).ToList();

        Assert.True(outputs.Count >= result.GeneratedSources.Length);
        Assert.True(named.Count > 0 || result.GeneratedSources.IsEmpty);
        Assert.All(outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.All(named, output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"A step was {output.Reason}."));
    }

    private static bool IsOurs(string step) => ComplianceTestsGenerator.Steps.All.Contains(step) || ProviderRegistryGenerator.Steps.All.Contains(step);

    public static ImmutableArray<string> Texts(GeneratorRunResult result) =>
        [.. result.GeneratedSources.Select(source => $"{source.HintName}\n{source.SourceText}")];
}
