using System.Collections.Immutable;
using Compute.Framework.Generators;
using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>What generator, compiler and analyzers say about an author's sources, as in a build.</summary>
internal sealed class AnalyzerRun
{
    private AnalyzerRun(CSharpCompilation input, Compilation output, GeneratorDriverRunResult generated, ImmutableArray<Diagnostic> diagnostics)
    {
        Input = input;
        Output = output;
        Generated = generated;
        Diagnostics = diagnostics;
    }

    /// <summary>The author's part.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The author's part and the generated one.</summary>
    public Compilation Output { get; }

    /// <summary>What the generators wrote.</summary>
    public GeneratorDriverRunResult Generated { get; }

    /// <summary>What the analyzers report, and the compiler's errors, in the order of their places.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public static Task<AnalyzerRun> OfAsync(params string[] sources) => OfAsync(AuthorCompilation.Create(sources));

    /// <summary>The generators, which remember what they did for a compilation that is much the same.</summary>
    public static GeneratorDriver CreateDriver(CSharpCompilation compilation) => CSharpGeneratorDriver.Create(
        [new ProviderGenerator().AsSourceGenerator(), new ComplianceTestsGenerator().AsSourceGenerator(), new ProviderRegistryGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options);

    /// <param name="compilation">The author's part.</param>
    /// <param name="generators">Generators that have run for something similar; new ones when null.</param>
    public static async Task<AnalyzerRun> OfAsync(CSharpCompilation compilation, GeneratorDriver? generators = null)
    {
        var driver = (generators ?? CreateDriver(compilation))
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var problems, TestContext.Current.CancellationToken);
        Assert.Empty(problems);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} failed.", exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);

        // The analyzers and the compiler at once: the bodies are bound once.
        var found = await output.WithAnalyzers(AllRules.Analyzers, options).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return new(compilation, output, driver.GetRunResult(), [.. found.Where(IsTold).OrderBy(found => found.Location.SourceSpan.Start).ThenBy(found => found.Id, StringComparer.Ordinal)]);
    }

    /// <summary>The diagnostics as a table, with the text that each marks.</summary>
    public string Describe() =>
        Diagnostics.IsEmpty ? "(nothing)" : string.Join('\n', Diagnostics.Select(found => $"  {found.Id} at '{Marked(found)}': {found.GetMessage(null)}"));

    /// <summary>The compiler's warnings are its own matter.</summary>
    private static bool IsTold(Diagnostic found) => !found.Id.StartsWith("CS", StringComparison.Ordinal) || found.Severity == DiagnosticSeverity.Error;

    private static string Marked(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "(no place)";
}
