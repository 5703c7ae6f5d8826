using System.Text.RegularExpressions;

namespace Compute.Framework.Packages.Tests;

/// <summary>What somebody has who knows only the packages.</summary>
public sealed partial class ConsumerTests(ConsumerSolution consumer) : IClassFixture<ConsumerSolution>
{
    private const string RulePages = "https://github.com/compute-framework/compute-framework/blob/main/docs/rules/";

    [Fact]
    public async Task A_provider_its_compliance_tests_and_its_applications_build_without_a_warning_and_run()
    {
        var (exitCode, output) = await consumer.BuildAsync("Consumer.slnx", "-warnaserror");
        Assert.True(exitCode == 0, output);

        var tests = await consumer.DotNet.TestAsync(consumer.Directory, "Provider.Tests/bin/Debug/net10.0/Provider.Tests.dll");
        Assert.True(tests.Failed == 0, tests.Output);
        Assert.InRange(tests.Executed, 60, int.MaxValue);

        // Each application references one package or project; the generators that it needs come through that.
        Assert.Equal("Hello from box\nHello from local\n", await consumer.DotNet.RunAsync(consumer.Directory, "App/bin/Debug/net10.0/App.dll"));
        Assert.Equal("Hello from a plain program\n", await consumer.DotNet.RunAsync(consumer.Directory, "Plain/bin/Debug/net10.0/Plain.dll"));
    }

    [Fact]
    public async Task A_mistake_is_reported_by_the_packages_analyzers()
    {
        var (exitCode, output) = await consumer.BuildAsync("Mistake");
        Assert.NotEqual(0, exitCode);
        Assert.Equal(["CFW1001"], Ids("error", output));
        Assert.Contains(RulePages + "CFW1001.md", output, StringComparison.Ordinal);
        Assert.Contains("ForgetfulProvider.cs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_net_analyzers_have_for_authors_is_switched_on()
    {
        Assert.Contains("CA2016", Ids("warning", (await consumer.BuildAsync("Mistake")).Output));
        Assert.DoesNotContain("CA2016", Ids("warning", (await consumer.BuildAsync("Mistake", "-p:ComputeFrameworkAnalyzerRules=false")).Output));
    }

    [Fact]
    public async Task A_reference_without_the_generators_is_a_named_warning()
    {
        var (exitCode, output) = await consumer.BuildAsync("Bare");
        Assert.True(exitCode == 0, output);
        Assert.Equal(["CFW9002"], Ids("warning", output));
        Assert.Contains(RulePages + "CFW9002.md", output, StringComparison.Ordinal);

        (exitCode, output) = await consumer.BuildAsync("Bare", "-p:NoWarn=CFW9002", "-warnaserror");
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("roslyn4.13")]
    [InlineData("roslyn3.11")]
    public async Task A_compiler_that_cannot_run_the_generators_is_a_named_error(string compiler)
    {
        var (exitCode, output) = await consumer.BuildAsync("Mistake", $"-p:CompilerApiVersion={compiler}");
        Assert.NotEqual(0, exitCode);
        Assert.Equal(["CFW9003"], Ids("error", output));
        Assert.Empty(Ids("warning", output));
        Assert.Contains(RulePages + "CFW9003.md", output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(string severity, string output) =>
        Message().Matches(output).Where(match => match.Groups["severity"].Value == severity).Select(match => match.Groups["id"].Value).Distinct().Order();

    [GeneratedRegex(@": (?<severity>warning|error) (?<id>[A-Z]+\d+)")]
    private static partial Regex Message();
}
