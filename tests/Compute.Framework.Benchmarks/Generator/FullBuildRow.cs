using System.Collections.Immutable;
using Compute.Framework.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Benchmarks;

/// <summary>A full build of the corpus with its generated half, with and without the analyzers.</summary>
internal static class FullBuildRow
{
    private const int Rounds = 7;

    private static readonly ImmutableArray<DiagnosticAnalyzer> All = [.. typeof(ProblemAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync() =>
    [
        RowResult.Information(
            $"full build of {GeneratorCorpus.Providers} providers: with the {All.Length} analyzers, against without",
            await Pairs.MeasureAsync(Rounds, warmUp: 2, () => Pairs.TimeAsync(() => BuildAsync(All)), () => Pairs.TimeAsync(() => BuildAsync([]))),
            "ms"),
    ];

    private static async Task BuildAsync(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CSharpGeneratorDriver.Create([new Generators.ProviderGenerator().AsSourceGenerator()], parseOptions: GeneratorCorpus.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(GeneratorCorpus.Create(), out var compilation, out _);
        if (analyzers.Length > 0)
        {
            var reported = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync();
            if (reported.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                throw new InvalidOperationException($"The corpus is not valid: {error}");
            }
        }

        if (compilation.Emit(Stream.Null) is { Success: false } result)
        {
            throw new InvalidOperationException($"The corpus does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        }
    }
}
