namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Runs cases against a mutant and collects how they ended.</summary>
internal static class MutantRun
{
    public static async Task<IReadOnlyDictionary<string, CaseOutcome>> RunAsync(Mutant mutant, IEnumerable<string> caseIds)
    {
        var fixture = new MutantFixture(mutant);
        var results = new Dictionary<string, CaseOutcome>();
        try
        {
            foreach (var id in caseIds.Distinct())
            {
                var info = ComplianceCatalogue.Cases.Single(info => info.Id == id);
                try
                {
                    results[id] = await fixture.RunAsync(id, info.Run);
                }
                catch (ComplianceFailedException failure)
                {
                    results[id] = new CaseOutcome(CaseStatus.Failed, failure.Message);
                }
            }
        }
        finally
        {
            await fixture.StopAsync();
        }

        return results;
    }

    public static void SkipIfNotRun(this CaseOutcome outcome) => Assert.SkipWhen(outcome.SkipReason is not null, outcome.SkipReason ?? "");
}
