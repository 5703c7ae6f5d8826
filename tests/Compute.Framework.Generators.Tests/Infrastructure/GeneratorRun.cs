using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests;

/// <summary>Compiles texts and runs the generator over them: twice, each time, to see that the second run is cached.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(CSharpCompilation input, GeneratorDriver driver, Compilation output)
    {
        Input = input;
        Driver = driver;
        Output = output;
        Result = driver.GetRunResult();
    }

    public static CSharpParseOptions ParseOptions => AuthorCompilation.ParseOptions;

    public static ImmutableArray<MetadataReference> References => AuthorCompilation.References;

    public CSharpCompilation Input { get; }

    public GeneratorDriver Driver { get; }

    public Compilation Output { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The generated texts by hint name.</summary>
    public IReadOnlyDictionary<string, string> Texts =>
        Result.Results.SelectMany(result => result.GeneratedSources).ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public static CSharpCompilation Compile(IEnumerable<string> sources, string assembly = "Author") => AuthorCompilation.Create(sources, assembly);

    public static SyntaxTree Parse(string source, string path) => AuthorCompilation.Parse(source, path);

    /// <summary>Runs over one text or several and checks that the second run is cached.</summary>
    public static GeneratorRun Of(params string[] sources) => Of(Compile(sources));

    public static GeneratorRun Of(CSharpCompilation compilation)
    {
        var driver = CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        var run = new GeneratorRun(compilation, driver, output);
        Assert.All(run.Result.Results, result => Assert.Null(result.Exception));
        run.AssertCached(compilation.Clone());
        return run;
    }

    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new ProviderGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs again over another compilation; every step's output must be what it was.</summary>
    public void AssertCached(Compilation next)
    {
        var result = Driver.RunGenerators(next, TestContext.Current.CancellationToken).GetRunResult();
        foreach (var generator in result.Results)
        {
            Assert.Null(generator.Exception);
            var steps = generator.TrackedSteps
                .Where(step => ProviderGenerator.Steps.All.Contains(step.Key))
                .SelectMany(step => step.Value, (step, run) => (step.Key, run));
            foreach (var (name, run) in steps)
            {
                Assert.All(run.Outputs, item => Assert.True(
                    item.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{name}: {item.Reason}"));
            }

            Assert.All(generator.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), item => Assert.Equal(IncrementalStepRunReason.Cached, item.Reason));
        }
    }

    /// <summary>The result compiles, without a warning anywhere.</summary>
    public GeneratorRun AssertClean()
    {
        var problems = Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .Select(diagnostic => diagnostic.ToString());
        Assert.True(!problems.Any(), string.Join("\n", problems.Take(10).Concat(Texts.Values)));
        return this;
    }
}
