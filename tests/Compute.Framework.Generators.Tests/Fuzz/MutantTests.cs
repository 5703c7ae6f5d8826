using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Fuzz;

/// <summary>Thousands of providers that are a little wrong: the generator's promises hold for all of them.</summary>
public sealed class MutantTests
{
    private const int MutantsOfEach = 60;
    private const int MutantsOfPlain = 300;

    public static TheoryData<string, LanguageVersion, int> Sources
    {
        get
        {
            LanguageVersion[] versions = [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.CSharp14];
            var data = new TheoryData<string, LanguageVersion, int>();
            foreach (var (index, name) in ProviderSources.Small.Index())
            {
                data.Add(name, versions[index % versions.Length], MutantsOfEach);
            }

            // The repository's own are written in the newest.
            foreach (var name in ProviderSources.Large)
            {
                data.Add(name, LanguageVersion.CSharp14, MutantsOfEach);
            }

            foreach (var version in versions)
            {
                data.Add(ProviderSources.Plain, version, MutantsOfPlain);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Mutants_break_no_promise(string name, LanguageVersion version, int rounds)
    {
        var (sources, surroundings) = ProviderSources.Read(name);
        var invariants = new Invariants(version, sources.Concat(surroundings));
        var mutator = new SourceMutator(sources, new Random(FuzzSettings.Seed));
        var mutants = Enumerable.Range(0, FuzzSettings.Rounds(rounds)).Select(_ => mutator.Next()).Distinct().ToList();
        var (written, clean) = (0, 0);
        var broken = new ConcurrentBag<string>();
        Parallel.ForEach(mutants, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, mutant =>
        {
            var problem = invariants.Check(mutant, out var isWritten, out var isClean);
            Interlocked.Add(ref written, isWritten ? 1 : 0);
            Interlocked.Add(ref clean, isClean ? 1 : 0);
            if (problem is not null)
            {
                broken.Add($"{problem}\nin the source {mutant.Path}\n{mutant.Text}");
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{mutants.Count} mutants, seed {FuzzSettings.Seed}: something was written for {written}, all of it right for {clean}.");
        Assert.True(broken.IsEmpty, $"{broken.Count} of {mutants.Count} mutants (seed {FuzzSettings.Seed}), the shortest: {broken.MinBy(text => text.Length)}");

        // Enough of them must get as far as that, or the test would show nothing.
        Assert.True(written > mutants.Count / 4, $"Something was written for {written} of {mutants.Count}.");
        Assert.Null(invariants.Check(out _, out var isRight));
        Assert.True(isRight, "It was not right before anything was changed.");
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    [InlineData(LanguageVersion.Preview)]
    public void Every_version_of_the_language_is_taken(LanguageVersion version)
    {
        var invariants = new Invariants(version, ProviderSources.Read(ProviderSources.Plain).Sources);

        var problem = invariants.Check(out _, out var isClean);

        // Older ones know no primary constructors: the compiler says so, and the generator does not fall over it.
        Assert.True(problem is null || version < LanguageVersion.CSharp12 && !problem.StartsWith("Exception", StringComparison.Ordinal), problem);
        Assert.Equal(version >= LanguageVersion.CSharp12, isClean);
    }
}
