using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Compares what is reported for a source with its marks: exactly these rules and compiler errors, exactly there.</summary>
internal static class Verify
{
    /// <param name="markup">The source; see <see cref="Markup"/>.</param>
    /// <param name="rule">The rule that <c>[|…|]</c> stands for.</param>
    /// <param name="compile">Makes the project; the usual one when null.</param>
    /// <param name="generatedCodeCompiles">Whether errors in generated code count.</param>
    public static async Task<AnalyzerRun> DiagnosticsAsync(string markup, string? rule = null, Func<string, CSharpCompilation>? compile = null, bool generatedCodeCompiles = true)
    {
        var expected = Markup.Parse(markup, rule);
        var run = await AnalyzerRun.OfAsync(compile?.Invoke(expected.Source) ?? AuthorCompilation.Create([expected.Source]));
        var tree = run.Input.SyntaxTrees[^1];
        var found = run.Diagnostics.Select(diagnostic => (diagnostic.Id, Span: diagnostic.Location.SourceSpan, IsHere: diagnostic.Location.SourceTree == tree))
            .Where(diagnostic => diagnostic.IsHere || generatedCodeCompiles || diagnostic.Id.StartsWith("CFW", StringComparison.Ordinal))
            .ToList();
        var agrees = found.TrueForAll(diagnostic => diagnostic.IsHere) && found.Select(diagnostic => (diagnostic.Id, diagnostic.Span)).SequenceEqual(expected.Expected);
        Assert.True(agrees, $"""
            Expected:
            {string.Join('\n', expected.Expected.Select(mark => $"  {mark.Id} at '{expected.Source[mark.Span.Start..mark.Span.End]}'"))}
            Found:
            {run.Describe()}
            """);
        return run;
    }
}
