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

    public string Name => GetType().Name;

    public abstract IEnumerable<Mutant> Apply(ValidSource source);
}
