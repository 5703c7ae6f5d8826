using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Fuzz;

/// <summary>What holds for the generator's output, whatever the author wrote.</summary>
internal sealed class Invariants
{
    private const string Throwing = "throw new global::System.InvalidOperationException(";

    /// <summary>Shared by all, so that the references are bound once.</summary>
    private static readonly CSharpCompilation s_empty = GeneratorRun.Compile([]);

    private readonly CSharpParseOptions _options;
    private readonly CSharpCompilation _unchanged;

    /// <param name="version">The version of the language.</param>
    /// <param name="trees">The author's files.</param>
    public Invariants(LanguageVersion version, IEnumerable<SyntaxTree> trees)
    {
        _options = CSharpParseOptions.Default.WithLanguageVersion(version);
        _unchanged = s_empty.RemoveAllSyntaxTrees().AddSyntaxTrees(s_empty.SyntaxTrees.Concat(trees).Select(tree => Parse(tree.FilePath, tree.ToString())));
    }

    /// <summary>Runs over the sources as they are; see the other overload.</summary>
    public string? Check(out bool isWritten, out bool isClean) => Check(null, out isWritten, out isClean);

    /// <summary>Runs over the sources with one changed; the first broken rule as text, or null. Says whether anything was written, and whether all of it compiles.</summary>
    public string? Check(MutatedSource? source, out bool isWritten, out bool isClean)
    {
        isClean = false;
        var compilation = Compile(source);
        var result = Run(compilation, out var output);
        var sources = result.GeneratedSources.ToDictionary(generated => generated.HintName, generated => generated.SourceText.ToString());
        isWritten = sources.Count > 0;
        if (result.Exception is not null)
        {
            return $"Exception: {result.Exception}";
        }

        if (LawEight(result, sources) is { } broken)
        {
            return broken;
        }

        foreach (var generated in result.GeneratedSources)
        {
            if (generated.SyntaxTree.GetDiagnostics(TestContext.Current.CancellationToken).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                return $"{generated.HintName} does not parse: {error}\n{generated.SourceText}";
            }
        }

        var again = Run(Compile(source), out _).GeneratedSources.ToDictionary(generated => generated.HintName, generated => generated.SourceText.ToString());
        return !again.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(sources.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            ? "Two runs over the same text differ."
            : isWritten ? FindGeneratedError(compilation, output, out isClean) : null;
    }

    /// <summary>An error of the compiler in generated text, where the author's own text has none.</summary>
    private static string? FindGeneratedError(Compilation input, Compilation output, out bool isClean)
    {
        isClean = false;
        var author = input.SyntaxTrees.ToHashSet();
        if (author.Any(tree => tree.GetDiagnostics(TestContext.Current.CancellationToken).Any(IsError)))
        {
            return null;
        }

        var errors = output.GetDiagnostics(TestContext.Current.CancellationToken).Where(IsError).ToList();
        isClean = errors.Count == 0;
        return errors.Exists(error => error.Location.SourceTree is { } tree && author.Contains(tree))
            ? null
            : errors.FirstOrDefault() is { } found ? $"{found}\n{found.Location.SourceTree}" : null;
    }

    /// <summary>CFW0: nothing is written, and only then. CFW1 and CFW2: the member throws, and only then.</summary>
    private static string? LawEight(GeneratorRunResult result, Dictionary<string, string> sources)
    {
        // The compiler runs no step where no attribute is left.
        if (Values<NameClashes>(result, ProviderGenerator.Steps.NameClashes).SingleOrDefault() is not { } clashes)
        {
            return sources.Count == 0 ? null : "Something is written for nothing.";
        }

        foreach (var provider in Values<ProviderModel>(result, ProviderGenerator.Steps.Providers))
        {
            var text = sources.GetValueOrDefault(clashes.HintName(provider.Type));
            var failed = provider.Body?.Operations.Count(operation => operation.Error is not null) ?? 0;
            var described = provider.Problems.Count(problem => !problem.IsFatal && problem.Id != ProblemIds.MissingOperation);
            if ((text is null) != provider.Problems.Any(problem => problem.IsFatal))
            {
                return $"Law 8: {provider.Type.FullName} is {(text is null ? "not " : "")}written: {string.Join("; ", provider.Problems)}";
            }

            if (text is not null && ((failed == 0) != (described == 0) || Count(text) != failed))
            {
                return $"Law 8: {provider.Type.FullName} has {failed} failed operations and {Count(text)} that throw: {string.Join("; ", provider.Problems)}";
            }
        }

        foreach (var options in Values<OptionsModel>(result, ProviderGenerator.Steps.Options))
        {
            var text = sources.GetValueOrDefault(clashes.HintName(options.Type));
            if ((text is null) != options.Problems.Any(problem => problem.IsFatal))
            {
                return $"Law 8: {options.Type.FullName} is {(text is null ? "not " : "")}written: {string.Join("; ", options.Problems)}";
            }

            if (text is not null && (Count(text) > 0) != (options.Problems.Count > 0))
            {
                return $"Law 8: {options.Type.FullName} throws {Count(text)} times: {string.Join("; ", options.Problems)}";
            }
        }

        return null;
    }

    private static int Count(string text) => text.Split(Throwing).Length - 1;

    private static IEnumerable<T> Values<T>(GeneratorRunResult result, string step) =>
        result.TrackedSteps.GetValueOrDefault(step, []).SelectMany(run => run.Outputs).Select(output => (T)output.Value);

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>A compilation of its own for each call, with a tree of its own for the changed text.</summary>
    private CSharpCompilation Compile(MutatedSource? source) => source is null
        ? _unchanged.Clone()
        : _unchanged.ReplaceSyntaxTree(_unchanged.SyntaxTrees.Single(tree => tree.FilePath == source.Path), Parse(source.Path, source.Text));

    private SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, _options, path);

    private GeneratorRunResult Run(CSharpCompilation compilation, out Compilation output)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ProviderGenerator().AsSourceGenerator()],
            parseOptions: _options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out output, out _, TestContext.Current.CancellationToken);
        return driver.GetRunResult().Results.Single();
    }
}
