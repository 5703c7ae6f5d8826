using Compute.Framework.Testing.Tests.Mutants;

namespace Compute.Framework.Testing.Tests;

/// <summary>The report lists what no case has shown, and what the cases waited for.</summary>
public sealed class ReportTests
{
    private static readonly OptionCell Endpoint = new(SandboxOperation.GetEndpoint);

    [Fact]
    public async Task An_operation_is_unproven_until_its_case_has_passed()
    {
        var fixture = new MutantFixture(new Mutant("nothing", "lifecycle/get-same", new Mutation(), MutantBase.InMemory));
        try
        {
            await fixture.RunAsync("lifecycle/ids-unique", IdentityCases.IdsUnique);
            Assert.Contains(new OptionCell(SandboxOperation.GetSandbox), fixture.Report.Unproven);
            Assert.Contains("    GetSandbox: lifecycle/get-same was not run\n", fixture.Report.Write([]), StringComparison.Ordinal);
            await fixture.RunAsync("lifecycle/get-same", LookupCases.GetSame);
            Assert.DoesNotContain(new OptionCell(SandboxOperation.GetSandbox), fixture.Report.Unproven);
        }
        finally
        {
            await fixture.StopAsync();
        }
    }

    [Fact]
    public async Task A_declared_operation_that_only_throws_fails_its_case_and_is_unproven()
    {
        var mutation = ObservationMutants.PublicPorts((_, _) => throw new NotImplementedException("later"));
        var report = await ReportAsync(mutation, "network/endpoint");
        Assert.Equal(1, report.Count(CaseStatus.Failed));
        Assert.Contains(Endpoint, report.Unproven);
        Assert.Contains("    GetEndpoint: network/endpoint failed\n", report.Write([]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_of_a_provider_whose_ports_are_all_public_is_shown()
    {
        var report = await ReportAsync(ObservationMutants.PublicPorts(), "network/endpoint", "network/endpoint-stable", "network/endpoint-unlisted");
        Assert.True(report.Count(CaseStatus.Failed) == 0, report.Write([]));
        Assert.SkipWhen(report.Cases[0].Outcome.SkipReason is not null, report.Cases[0].Outcome.SkipReason ?? "");
        Assert.DoesNotContain(Endpoint, report.Unproven);
        Assert.Equal(2, report.Count(CaseStatus.Passed));
    }

    [Fact]
    public async Task An_endpoint_without_a_response_says_what_was_tried_and_what_came()
    {
        var mutation = ObservationMutants.PublicPorts((_, _) =>
            Task.FromResult(new SandboxEndpoint { Url = new Uri("http://127.0.0.1:1/base/"), Host = "127.0.0.1", Port = 1 }));
        var report = await ReportAsync(mutation, "network/endpoint");
        var outcome = report.Cases.Single().Outcome;
        Assert.SkipWhen(outcome.SkipReason is not null, outcome.SkipReason ?? "");
        Assert.Contains("http://127.0.0.1:1/base/probe", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("the last one: HttpRequestException", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_lists_the_slowest_cases_and_what_they_waited_for()
    {
        var fixture = new MutantFixture(new Mutant("nothing", "x/slow", new Mutation(), MutantBase.InMemory));
        try
        {
            await fixture.RunAsync("x/slow", context => context.WaitAsync(TimeSpan.FromSeconds(1.1), "the end of a lifetime"));
            await fixture.RunAsync("x/quick", _ => Task.CompletedTask);
            var report = fixture.Report;
            var slow = report.Cases.Single(result => result.CaseId == "x/slow");
            Assert.Equal([new CaseWait("the end of a lifetime", TimeSpan.FromSeconds(1.1))], slow.Waits);
            Assert.True(slow.Duration >= TimeSpan.FromSeconds(1), slow.Duration.ToString());
            Assert.Empty(report.Cases.Single(result => result.CaseId == "x/quick").Waits);
            Assert.Contains("        waited 1.1 s for the end of a lifetime\n", report.Write([]), StringComparison.Ordinal);
        }
        finally
        {
            await fixture.StopAsync();
        }
    }

    [Fact]
    public async Task An_unexpected_error_names_the_case_the_operation_and_the_remedy()
    {
        var fixture = new MutantFixture(new Mutant("nothing", "x/broken", new Mutation(), MutantBase.InMemory));
        try
        {
            var failure = await Assert.ThrowsAsync<ComplianceFailedException>(() => fixture.RunAsync(
                "x/broken", async context => await context.CreateSandboxAsync(context.Defaults with { Resources = new() { Gpus = 1 } })));
            Assert.Contains("x/broken: CreateSandbox succeeds", failure.Expected, StringComparison.Ordinal);
            Assert.Contains("UnsupportedOptionException", failure.Actual, StringComparison.Ordinal);
            Assert.Contains("remove the declaration", failure.Law, StringComparison.Ordinal);
        }
        finally
        {
            await fixture.StopAsync();
        }
    }

    [Fact]
    public async Task A_case_whose_value_lies_outside_declared_limits_does_not_apply()
    {
        var mutation = new Mutation { Describe = info => info.Limit(SandboxOperation.CreateSandbox, "Resources.Gpus", new() { AtMost = "0" }) };
        var fixture = new MutantFixture(new Mutant("limits", "x/limited", mutation, MutantBase.InMemory));
        try
        {
            var outcome = await fixture.RunAsync(
                "x/limited", context => context.CreateSandboxAsync(context.Defaults with { Resources = new() { Gpus = 1 } }));
            Assert.Equal(CaseStatus.NotApplicable, outcome.Status);
            Assert.Contains("outside the limits", outcome.Reason, StringComparison.Ordinal);
        }
        finally
        {
            await fixture.StopAsync();
        }
    }

    private static async Task<ComplianceReport> ReportAsync(Mutation mutation, params string[] caseIds)
    {
        var fixture = new MutantFixture(new Mutant("endpoints", caseIds[0], mutation));
        try
        {
            foreach (var id in caseIds)
            {
                try
                {
                    await fixture.RunAsync(id, ComplianceCatalogue.Cases.Single(info => info.Id == id).Run);
                }
                catch (ComplianceFailedException)
                {
                    // It is in the report.
                }
            }

            return fixture.Report;
        }
        finally
        {
            await fixture.StopAsync();
        }
    }
}
