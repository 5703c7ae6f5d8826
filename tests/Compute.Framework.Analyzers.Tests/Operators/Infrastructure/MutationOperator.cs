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

    /// <summary>
    /// How many mutants of an operator are looked at: so many that the run takes two minutes. <c>COMPUTE_MUTANTS</c> says another
    /// number, or <c>all</c>.
    /// </summary>
    private static int Limit { get; } = Environment.GetEnvironmentVariable("COMPUTE_MUTANTS") switch
    {
        "all" => int.MaxValue,
        { Length: > 0 } number => int.Parse(number, CultureInfo.InvariantCulture),
        _ => 100,
    };

    public string Name => GetType().Name;

    public abstract IEnumerable<Mutant> Apply(ValidSource source);

    /// <summary>The mutants of all sources. What sources have in common, word by word, is spoilt in one of them.</summary>
    public IReadOnlyList<Mutant> ApplyToAll() => [.. ValidSource.All.SelectMany(Apply).DistinctBy(mutant => mutant.Key)];

    /// <summary>As many of them as are looked at: of each source the same number, and those from everywhere in it.</summary>
    public static IReadOnlyList<Mutant> Choose(IReadOnlyList<Mutant> mutants) =>
    [
        .. mutants.GroupBy(mutant => mutant.Source)
            .SelectMany(source => source.Index().OrderBy(found => Scattered(found.Index)).Select((found, rank) => (Rank: rank, Mutant: found.Item)))
            .OrderBy(found => found.Rank)
            .Take(Limit)
            .Select(found => found.Mutant),
    ];

    /// <summary>Numbers that follow each other, far apart and always the same (multiplied as Knuth's hash does).</summary>
    private static uint Scattered(int index) => unchecked((uint)index * 2654435761);
}
