using System.Globalization;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A mistake that can be made at many places. Each operator makes one kind of them, at every place where it can be made.</summary>
internal abstract class MutationOperator
{
    public static IReadOnlyList<MutationOperator> All { get; } =
    [
        .. typeof(MutationOperator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MutationOperator)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (MutationOperator)Activator.CreateInstance(type)!),
    ];

    /// <summary>How many mutants of an operator are looked at, from everywhere evenly, where <c>COMPUTE_MUTANTS</c> does not say another number: all of them take minutes.</summary>
    private static int Limit { get; } = int.TryParse(Environment.GetEnvironmentVariable("COMPUTE_MUTANTS"), CultureInfo.InvariantCulture, out var limit) ? limit : 5;

    public string Name => GetType().Name;

    public abstract IEnumerable<Mutant> Apply(ValidSource source);

    /// <summary>The mutants of all sources. What sources have in common, word by word, is spoilt in one of them.</summary>
    public IReadOnlyList<Mutant> ApplyToAll() => [.. ValidSource.All.SelectMany(Apply).DistinctBy(mutant => mutant.Key)];

    /// <summary>As many of them as are looked at.</summary>
    public static IReadOnlyList<Mutant> Choose(IReadOnlyList<Mutant> mutants) => [.. mutants.Where((_, index) => index * Limit / mutants.Count != (index - 1) * Limit / mutants.Count || index == 0 || mutants.Count <= Limit)];
}
