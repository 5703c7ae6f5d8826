namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A provider that is broken in one way fails the case that is there to find it. Each group has a class: they run side by side.</summary>
/// <typeparam name="TGroup">The class of the group.</typeparam>
public abstract class MutantTests<TGroup>
    where TGroup : IMutantGroup
{
#pragma warning disable CA1000 // xUnit takes the data of a theory from static members.
    public static TheoryData<string> Names => [.. Mutants.Select(mutant => mutant.ToString())];
#pragma warning restore CA1000

    private static IEnumerable<Mutant> Mutants =>
        MutantTable.Create().Where(mutant => mutant.CaseId.StartsWith(TGroup.Group + "/", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Mutant_fails_its_case(string name)
    {
        var mutant = MutantTable.Create().Single(mutant => mutant.ToString() == name);
        var result = (await MutantRun.RunAsync(mutant, [mutant.CaseId]))[mutant.CaseId];
        result.SkipIfNotRun();
        Assert.Equal(CaseStatus.Failed, result.Status);
    }

    /// <summary>Takes long, so it is run on demand (<c>-explicit only</c>). The environment variable COMPUTE_MUTANTS says how much:
    /// <c>all</c> runs every case against every mutant, the name of a group that group alone; the default is each mutant's group.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public async Task Mutant_fails_no_case_that_is_not_declared(string name)
    {
        var scope = Environment.GetEnvironmentVariable("COMPUTE_MUTANTS") ?? "groups";
        var group = name[..(name.IndexOf('/', StringComparison.Ordinal) + 1)];
        Assert.SkipUnless(scope is "all" or "groups" || $"{scope}/" == group, "NotApplicable: COMPUTE_MUTANTS does not ask for it.");
        var mutant = MutantTable.Create().Single(mutant => mutant.ToString() == name);
        var ids = ComplianceCatalogue.Cases.Select(info => info.Id).Where(id => scope == "all" || id.StartsWith(group, StringComparison.Ordinal)).ToList();
        var results = await MutantRun.RunAsync(mutant, ids);
        results[mutant.CaseId].SkipIfNotRun();
        var declared = mutant.Also.Append(mutant.CaseId).ToHashSet();
        var failed = results.Where(result => result.Value.Status == CaseStatus.Failed).Select(result => result.Key).ToHashSet();
        if (FurtherFailures.IsWritten)
        {
            FurtherFailures.Write(mutant.CaseId, ids, failed);
            return;
        }

        var missed = string.Join(", ", declared.Where(ids.Contains).Except(failed).Order(StringComparer.Ordinal));
        var surplus = string.Join(", ", failed.Except(declared).Order(StringComparer.Ordinal));
        Assert.True(missed.Length + surplus.Length == 0, $"Of '{name}', these do not notice: [{missed}]; these are not declared: [{surplus}]");
    }
}
