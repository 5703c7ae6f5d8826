namespace Compute.Framework.Packages.Tests;

/// <summary>What somebody has who knows only the packages.</summary>
[Collection(BuiltSolutionTests.Name)]
public sealed class ConsumerTests(BuiltSolution solution)
{
    private const string RulePages = "https://github.com/compute-framework/compute-framework/blob/main/docs/rules/";

    [Fact]
    public async Task A_provider_its_compliance_tests_and_its_applications_build_without_a_warning_and_run()
    {
        solution.AssertClean("Provider", "Provider.Tests", "App", "Plain");

        // Each application references one package or project; the generators that it needs come through that.
        Assert.Equal("Hello from box\nHello from local\n", await solution.RunAsync("App"));
        Assert.Equal("Hello from a plain program\n", await solution.RunAsync("Plain"));

        var tests = await solution.TestAsync("Provider.Tests");
        Assert.True(tests.Failed == 0, tests.Output);
        Assert.InRange(tests.Executed, 60, int.MaxValue);
    }

    [Fact]
    public void A_mistake_is_reported_by_the_packages_analyzers()
    {
        Assert.Equal(["CFW1001"], solution.Ids("error", "Mistake"));
        Assert.Contains(RulePages + "CFW1001.md", solution.TextOf("Mistake"), StringComparison.Ordinal);
        Assert.Contains("ForgetfulProvider.cs", solution.TextOf("Mistake"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_net_analyzers_have_for_authors_is_switched_on()
    {
        Assert.Contains("CA2016", solution.Ids("warning", "Mistake"));
        Assert.Equal(["CFW1001"], solution.Ids("error", "MistakeWithoutRules"));
        Assert.DoesNotContain("CA2016", solution.Ids("warning", "MistakeWithoutRules"));
    }

    [Fact]
    public void A_reference_without_the_generators_is_a_named_warning()
    {
        Assert.Equal(["CFW9002"], solution.Ids("warning", "Bare"));
        Assert.Empty(solution.Ids("error", "Bare"));
        Assert.Contains(RulePages + "CFW9002.md", solution.TextOf("Bare"), StringComparison.Ordinal);
        solution.AssertClean("BareSilenced");
    }

    [Theory]
    [InlineData("OldCompiler")]
    [InlineData("OlderCompiler")]
    public void A_compiler_that_cannot_run_the_generators_is_a_named_error(string project)
    {
        Assert.Equal(["CFW9003"], solution.Ids("error", project));
        Assert.Empty(solution.Ids("warning", project));
        Assert.Contains(RulePages + "CFW9003.md", solution.TextOf(project), StringComparison.Ordinal);
    }
}
