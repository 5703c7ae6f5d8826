using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Benchmarks;

/// <summary>A generator driver over the corpus, as an editor keeps one.</summary>
internal sealed class GeneratorSession
{
    private readonly bool _isTracking;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _edits;

    private GeneratorSession(CSharpCompilation compilation, ISourceGenerator[] generators, bool isTracking)
    {
        _isTracking = isTracking;
        _compilation = compilation;
        _driver = CSharpGeneratorDriver.Create(
            generators,
            parseOptions: GeneratorCorpus.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracking));
    }

    /// <summary>All generators of the framework.</summary>
    public static GeneratorSession Ours(CSharpCompilation compilation, bool isTracking = false) => new(
        compilation,
        [
            new Generators.ProviderGenerator().AsSourceGenerator(),
            new Generators.ProviderRegistryGenerator().AsSourceGenerator(),
            new Generators.ComplianceTestsGenerator().AsSourceGenerator(),
        ],
        isTracking);

    /// <summary>A pipeline that finds the same types, the providers and their settings, and does nothing with them.</summary>
    public static GeneratorSession Bare(CSharpCompilation compilation) => Bare(compilation, BareGenerator.Provider, BareGenerator.ProviderOptions);

    /// <summary>The same over the providers alone, half of the types.</summary>
    public static GeneratorSession BareProviders(CSharpCompilation compilation) => Bare(compilation, BareGenerator.Provider);

    /// <summary>Runs over the compilation as it is; returns how many files were written.</summary>
    public int Run()
    {
        _driver = _driver.RunGenerators(_compilation);
        return _driver.GetRunResult().GeneratedTrees.Length;
    }

    /// <summary>Edits the unrelated file, without a run.</summary>
    public void Edit() => _compilation = GeneratorCorpus.Edit(_compilation, ++_edits);

    /// <summary>The outputs of the last run by reason.</summary>
    public IReadOnlyDictionary<IncrementalStepRunReason, int> OutputReasons() => !_isTracking
        ? throw new InvalidOperationException("The session does not track steps.")
        : _driver.GetRunResult().Results
            .SelectMany(result => result.TrackedOutputSteps.Values)
            .SelectMany(steps => steps)
            .SelectMany(step => step.Outputs)
            .GroupBy(output => output.Reason)
            .ToDictionary(reason => reason.Key, reason => reason.Count());

    private static GeneratorSession Bare(CSharpCompilation compilation, params string[] attributes) =>
        new(compilation, [new BareGenerator(attributes).AsSourceGenerator()], isTracking: false);
}
