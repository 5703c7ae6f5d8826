using Compute.Framework.Testing.InMemory;

namespace Compute.Framework.Testing.Tests;

/// <summary>The in-memory provider passes lifecycle, files, snapshots and framework; its commands are scripted.</summary>
public sealed class InMemoryComplianceTests(InMemoryComplianceTests.Fixture fixture) : IClassFixture<InMemoryComplianceTests.Fixture>
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

    public sealed class Fixture : ComplianceFixture
    {
        private readonly InMemoryOptions _options = new();

        public override ComplianceSettings Settings { get; } = new()
        {
            NoShell = "commands are scripted by the test",
            NotApplicable = new Dictionary<string, string>
            {
                ["commands/"] = "Commands are scripted by the test.",
                ["processes/"] = "Commands are scripted by the test.",
            },
            ReadName = (sandbox, _) => Task.FromResult((sandbox as InMemoryProvider.Sandbox)?.Native.Name),
        };

        protected override ValueTask<ISandboxProvider> CreateProviderAsync() => new(InMemoryProvider.Create(_options));
    }
}
