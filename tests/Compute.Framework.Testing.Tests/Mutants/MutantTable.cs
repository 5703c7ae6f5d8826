namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>All mutants. Each is made anew for each run, since some keep state.</summary>
internal static class MutantTable
{
    public static IReadOnlyList<Mutant> Create() =>
    [
        .. LifecycleMutants.All(), .. CommandMutants.All(), .. ProcessMutants.All(), .. FileMutants.All(),
        .. SnapshotMutants.All(), .. OptionMutants.All(), .. FrameworkMutants.All(),
        .. PauseMutants.All(), .. ProcessTableMutants.All(), .. WatchMutants.All(), .. TerminalMutants.All(), .. ObservationMutants.All(),
        .. StoreMutants.All(), .. CallerMutants.All(), .. StartMutants.All(),
    ];
}
