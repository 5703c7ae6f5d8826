using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Framework.Generators.Tests.Compliance;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests;

public sealed class IncrementalityTests
{
    [Fact]
    public void Edit_in_an_unrelated_file_leaves_every_output_cached()
    {
        var run = GeneratorRun.Of([.. TestProviderFiles.ReadAll(), "class Unrelated { int x = 1; }"]);
        var tree = run.Input.SyntaxTrees.Single(tree => tree.ToString().Contains("Unrelated", StringComparison.Ordinal));

        run.AssertCached(run.Input.ReplaceSyntaxTree(tree, GeneratorRun.Parse("class Unrelated { int x = 2; void More() { } }", tree.FilePath)));
    }

    [Fact]
    public void Edit_in_a_method_body_leaves_every_output_cached()
    {
        var run = GeneratorRun.Of(PlainProvider.Source);
        var tree = run.Input.SyntaxTrees.Last();
        var edited = PlainProvider.With("Task.FromResult(ExecutionResult.Exited(0))", "Task.FromResult(ExecutionResult.Exited(1 + 1))");

        run.AssertCached(run.Input.ReplaceSyntaxTree(tree, GeneratorRun.Parse(edited, tree.FilePath)));
    }

    [Fact]
    public void Edit_of_a_signature_writes_its_own_file_alone()
    {
        var run = GeneratorRun.Of(PlainProvider.Source, TestProviderFiles.Read("GlobalProvider.cs"));
        var tree = run.Input.SyntaxTrees.Single(tree => tree.ToString() == PlainProvider.Source);
        var next = run.Input.ReplaceSyntaxTree(tree, GeneratorRun.Parse(PlainProvider.With("TimeSpan? timeout, ", ""), tree.FilePath));

        var result = run.Driver.RunGenerators(next, TestContext.Current.CancellationToken).GetRunResult().Results.Single();

        var reasons = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
        Assert.Single(reasons, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Order_of_files_does_not_matter()
    {
        var sources = TestProviderFiles.ReadAll();
        var forward = GeneratorRun.Of(GeneratorRun.Compile(sources)).Texts;
        var trees = GeneratorRun.Compile(sources);

        var backward = GeneratorRun.Of(trees.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.SyntaxTrees.Reverse())).Texts;

        Assert.Equal(forward.OrderBy(text => text.Key, StringComparer.Ordinal), backward.OrderBy(text => text.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Order_of_the_parts_of_a_record_does_not_matter()
    {
        string[] parts =
        [
            "[Compute.Framework.Authoring.ProviderSettings] public sealed partial record Parts { public string First { get; init; } = \"\"; }",
            "public sealed partial record Parts { public string Second { get; init; } = \"\"; }",
        ];
        var trees = GeneratorRun.Compile(parts);

        var forward = GeneratorRun.Of(trees).Texts;
        var backward = GeneratorRun.Of(trees.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.SyntaxTrees.Reverse())).Texts;

        Assert.Contains("Name = \"Second\"", Assert.Single(forward).Value, StringComparison.Ordinal);
        Assert.Equal(forward, backward);
    }

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Culture_does_not_matter(string culture)
    {
        var expected = GeneratorRun.Of(TestProviderFiles.ReadAll()).Texts;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, GeneratorRun.Of(TestProviderFiles.ReadAll()).Texts);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Text_has_line_feeds_only()
    {
        Assert.All(GeneratorRun.Of([.. TestProviderFiles.ReadAll().Select(text => text.ReplaceLineEndings("\r\n"))]).Texts.Values, text =>
        {
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain(" \n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_model_holds_a_symbol()
    {
        var run = GeneratorRun.Of([.. TestProviderFiles.ReadAll(), PlainProvider.With("IReadOnlyList<string> arguments, ", "")]);
        var steps = run.Result.Results.Single().TrackedSteps.Where(step => ProviderGenerator.Steps.All.Contains(step.Key)).ToList();

        Assert.Equal(ProviderGenerator.Steps.All.Order(StringComparer.Ordinal), steps.Select(step => step.Key).Order(StringComparer.Ordinal));
        Assert.All(steps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => ModelWalker.AssertPlain(output.Value));
    }

    [Fact]
    public void Equal_sources_give_equal_models()
    {
        var one = GeneratorRun.Of(TestProviderFiles.ReadAll());
        var other = GeneratorRun.Of(TestProviderFiles.ReadAll());

        Assert.Equal(Models.Providers(one), Models.Providers(other));
        Assert.Equal(Models.Options(one), Models.Options(other));
        Assert.NotEmpty(Models.Providers(one));
        Assert.NotEmpty(Models.Options(one));
    }

    [Fact]
    public void Compilation_is_let_go()
    {
        var (driver, first) = RunTwice();

        for (var i = 0; i < 10 && first.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(first.IsAlive);
        GC.KeepAlive(driver);
    }

    /// <summary>The first compilation is out of use after the second run; the driver must not keep it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunTwice()
    {
        var first = GeneratorRun.Compile(TestProviderFiles.ReadAll());
        var driver = GeneratorRun.CreateDriver().RunGenerators(first, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(GeneratorRun.Compile([PlainProvider.Source]), TestContext.Current.CancellationToken);
        return (driver, new WeakReference(first));
    }
}
