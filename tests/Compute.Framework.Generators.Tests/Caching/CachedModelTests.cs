using Compute.Framework.Generators.Caching;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Caching;

/// <summary>
/// What the generators remember is never out of date: after any edit they give what they give of files that they have never seen.
/// Each run has a driver of its own, so that the memory under test is the framework's alone and not the compiler's.
/// </summary>
public sealed class CachedModelTests
{
    private const int UsualEdits = 150;

    private readonly CompilationCache<EquatableArray<ComplianceCaseModel>> _cases = new(ComplianceCaseParser.Parse);
    private readonly CompilationCache<RegistryFacts> _facts = new(RegistryParser.Parse);
    private readonly EditedProject _project = new();

    [Fact]
    public void Random_edits_give_what_a_first_run_gives()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {FuzzSettings.Seed}.");
        var random = new Random(FuzzSettings.Seed);
        var seen = new HashSet<string>();
        for (var round = FuzzSettings.Rounds(UsualEdits); round > 0; round--)
        {
            seen.Add(AssertSame(_project.Edit(random)));
        }

        // Many edits must show, or the test would show nothing.
        Assert.True(seen.Count > UsualEdits / 3, $"Only {seen.Count} different results.");
    }

    [Fact]
    public void Each_edit_alone_and_its_reverse_give_what_a_first_run_gives()
    {
        var before = AssertSame("nothing");
        for (var index = 0; index < EditedSources.Exchanges.Length; index++)
        {
            AssertSame(_project.Exchange(index));
            var reverse = _project.Exchange(index);
            Assert.True(before == AssertSame(reverse), $"'{reverse}' was not taken back.");
        }
    }

    private string AssertSame(string edit)
    {
        var fresh = _project.Fresh();
        var expected = Describe(fresh);
        var actual = Describe(_project.Compilation);
        Assert.True(
            expected == actual,
            $"After the edit '{edit}' (seed {FuzzSettings.Seed}) these lines are remembered and wrong:\n{Without(actual, expected)}\nthese are missing:\n{Without(expected, actual)}");
        Assert.Equal(ComplianceCaseParser.Parse(fresh, TestContext.Current.CancellationToken), _cases.Parse(_project.Compilation, TestContext.Current.CancellationToken));
        Assert.Equal(RegistryParser.Parse(fresh, TestContext.Current.CancellationToken), _facts.Parse(_project.Compilation, TestContext.Current.CancellationToken));
        return actual;
    }

    private static string Without(string text, string other) => string.Join('\n', text.Split('\n').Except(other.Split('\n')));

    /// <summary>The texts and the problems.</summary>
    private static string Describe(CSharpCompilation compilation)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new ProviderGenerator().AsSourceGenerator(), new ProviderRegistryGenerator().AsSourceGenerator(), new ComplianceTestsGenerator().AsSourceGenerator()],
            parseOptions: GeneratorRun.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var result = driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();
        Assert.All(result.Results, one => Assert.Null(one.Exception));
        var texts = result.Results.SelectMany(one => one.GeneratedSources).Select(source => $"{source.HintName}\n{source.SourceText}");
        var problems = result.Results.SelectMany(one => one.TrackedSteps).SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .SelectMany(output => output.Value switch
            {
                ProviderModel provider => provider.Problems,
                OptionsModel options => options.Problems,
                _ => EquatableArray<Problem>.Empty,
            })
            .Select(problem => problem.ToString())
            .Distinct();
        return string.Join("\n", texts.Order(StringComparer.Ordinal).Concat(problems.Order(StringComparer.Ordinal)));
    }
}
