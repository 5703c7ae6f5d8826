using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Fuzz;

/// <summary>Thousands of providers that are a little wrong: the generator's promises hold for all of them.</summary>
public sealed class MutantTests
{
    private const int MutantsOfEach = 90;

    public static TheoryData<string, LanguageVersion> Sources
    {
        get
        {
            LanguageVersion[] versions = [LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Preview];
            var data = new TheoryData<string, LanguageVersion>();
            foreach (var (index, file) in ProviderSources.Names.Index())
            {
                data.Add(file, versions[index % versions.Length]);
            }

            foreach (var version in versions)
            {
                data.Add(ProviderSources.Plain, version);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Mutants_break_no_promise(string file, LanguageVersion version)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {FuzzSettings.Seed}.");
        var invariants = new Invariants(version);
        var source = ProviderSources.Read(file);
        var mutator = new SourceMutator(source, invariants.ParseOptions, new Random(FuzzSettings.Seed));
        var mutants = Enumerable.Range(0, FuzzSettings.Rounds(MutantsOfEach)).Select(_ => mutator.Next()).Distinct().ToList();
        var (written, clean) = (0, 0);
        var broken = new ConcurrentBag<string>();
        Parallel.ForEach(mutants, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, mutant =>
        {
            var problem = invariants.Check(mutant, out var isWritten, out var isClean);
            Interlocked.Add(ref written, isWritten ? 1 : 0);
            Interlocked.Add(ref clean, isClean ? 1 : 0);
            if (problem is not null)
            {
                broken.Add($"{problem}\nin the source\n{mutant}");
            }
        });

        Assert.True(broken.IsEmpty, $"{broken.Count} of {mutants.Count} mutants (seed {FuzzSettings.Seed}), the shortest: {broken.MinBy(text => text.Length)}");

        // Enough of them must get as far as that, or the test would show nothing.
        Assert.True(written > mutants.Count / 4, $"Something was written for {written} of {mutants.Count}.");
        Assert.True(clean > 0, "None was right.");
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void Every_version_of_the_language_is_taken(LanguageVersion version)
    {
        var invariants = new Invariants(version);

        var problem = invariants.Check(PlainProvider.Source, out _, out var isClean);

        // Older ones know no primary constructors: the compiler says so, and the generator does not fall over it.
        Assert.True(problem is null || version < LanguageVersion.CSharp12 && !problem.StartsWith("Exception", StringComparison.Ordinal), problem);
        Assert.Equal(version >= LanguageVersion.CSharp12, isClean);
    }
}
