namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>What is not broken passes: the other working providers have compliance tests of their own.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Names =>
        [.. MutantTable.Create()
            .Where(mutant => mutant.Base is MutantBase.Reference or MutantBase.ReferenceInNamespaces)
            .Select(mutant => mutant.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reference_passes(string name)
    {
        var mutant = MutantTable.Create().Single(mutant => mutant.ToString() == name);
        var result = (await MutantRun.RunAsync(mutant with { Mutation = new Mutation(), Settings = null }, [mutant.CaseId]))[mutant.CaseId];
        result.SkipIfNotRun();
        Assert.True(result.Status == CaseStatus.Passed, result.Reason);
    }
}
