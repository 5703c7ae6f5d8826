namespace Compute.Framework.Testing.Tests;

/// <summary>Every case of the catalogue passes on the Local provider, or says why it does not apply.</summary>
public sealed class LocalComplianceTests(LocalFixture fixture) : IClassFixture<LocalFixture>
{
    public static TheoryData<string> Ids => [.. ComplianceCatalogue.Cases.Select(info => info.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Case_passes(string id)
    {
        var info = ComplianceCatalogue.Cases.Single(info => info.Id == id);
        var outcome = await fixture.RunAsync(id, info.Run);
        Assert.SkipUnless(outcome.Status == CaseStatus.Passed, outcome.Reason ?? "");
    }
}
