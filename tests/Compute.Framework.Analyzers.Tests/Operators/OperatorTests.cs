using System.Collections.Concurrent;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>
/// Mistakes made by operators, not by hand: each operator, at every place of every valid provider of the repository, is reported
/// where the mistake was made, or the mutant is valid and says why.
/// </summary>
public sealed class OperatorTests(ITestOutputHelper output)
{
    private static readonly string[] s_notBefore = ["CS", "CFW0", "CFW1", "CFW2006", "CFW9"];

    public static TheoryData<string> Names => [.. MutationOperator.All.Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_mutant_is_reported_or_valid(string name)
    {
        var all = MutationOperator.All.Single(found => found.Name == name).ApplyToAll();
        var mutants = MutationOperator.Choose(all);
        var failures = new ConcurrentBag<string>();
        var limit = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };

        await Parallel.ForEachAsync(mutants, limit, async (mutant, _) =>
        {
            if (await MutantCheck.FailureAsync(mutant) is { } failure)
            {
                failures.Add(failure);
            }
        });

        output.WriteLine($"{mutants.Count} of {all.Count} mutants, {mutants.Count(mutant => mutant.WhyValid is not null)} of them valid:");
        foreach (var reason in mutants.Where(mutant => mutant.WhyValid is not null).GroupBy(mutant => mutant.WhyValid))
        {
            output.WriteLine($"  {reason.Count()}: {reason.Key}");
        }

        // An operator that is nowhere applied, or never makes a mistake, would show nothing.
        Assert.Contains(all, mutant => mutant.WhyValid is null);
        Assert.True(failures.IsEmpty, $"{failures.Count} of {mutants.Count}:\n{string.Join('\n', failures.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public void Mutants_differ_from_their_source() => Assert.All(
        MutationOperator.All.SelectMany(found => found.ApplyToAll()),
        mutant =>
        {
            Assert.True(mutant.Rules.Count > 0 || mutant.WhyValid is not null, mutant.Site);
            Assert.Contains(mutant.Changes, change => mutant.File.GetText(TestContext.Current.CancellationToken).ToString(change.Span) != change.NewText);
        });

    [Fact]
    public async Task Sources_compile_before_they_are_spoilt()
    {
        var wrong = new List<string>();
        foreach (var source in ValidSource.All)
        {
            var run = await source.RunAsync();
            Assert.NotEmpty(run.Generated.GeneratedTrees);
            wrong.AddRange(run.Diagnostics.Where(found => s_notBefore.Any(prefix => found.Id.StartsWith(prefix, StringComparison.Ordinal))).Select(found => $"{source.Name}: {found}"));
        }

        Assert.Empty(wrong);
    }
}
