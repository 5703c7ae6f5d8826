using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The tests of one rule. Each class names sources that break the rule and sources that keep it.</summary>
public abstract class RuleTests
{
    /// <summary>The rule.</summary>
    public abstract string Id { get; }

    /// <summary>Sources that break the rule and no other, with marks.</summary>
    public abstract IReadOnlyList<string> Wrong { get; }

    /// <summary>Sources near to those that break it, for which nothing at all is reported.</summary>
    public abstract IReadOnlyList<string> Right { get; }

    /// <summary>Whether the generated code compiles where the rule is broken.</summary>
    internal virtual bool GeneratedCodeCompiles => true;

    /// <summary>The project of an author who wrote this source.</summary>
    internal virtual CSharpCompilation Compile(string source) => AuthorCompilation.Create([source]);

    [Fact]
    public async Task Wrong_sources_are_reported()
    {
        Assert.NotEmpty(Wrong);
        foreach (var source in Wrong)
        {
            var run = await Verify.DiagnosticsAsync(source, Id, Compile, GeneratedCodeCompiles);

            Assert.Contains(run.Diagnostics, diagnostic => diagnostic.Id == Id);
            LawEight.Check(run);
        }
    }

    [Fact]
    public async Task Right_sources_are_not_reported()
    {
        Assert.True(Right.Count >= 2, "A rule needs two sources that keep it.");
        foreach (var source in Right)
        {
            var run = await Verify.DiagnosticsAsync(source, Id, Compile, GeneratedCodeCompiles);

            Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == Id);
            LawEight.Check(run);
        }
    }

    [Fact]
    public async Task Rule_can_be_suppressed()
    {
        var source = Markup.Parse(Wrong[0], Id).Source;

        var run = await AnalyzerRun.OfAsync(Compile($"#pragma warning disable {Id}\n{source}"));

        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == Id);
    }
}
