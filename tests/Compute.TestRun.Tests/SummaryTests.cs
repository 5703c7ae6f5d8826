namespace Compute.TestRun.Tests;

public sealed class SummaryTests : IDisposable
{
    private readonly Reports _reports = new();

    [Fact]
    public void A_run_in_which_all_passed_is_green()
    {
        var (isGreen, text) = Summarize(_reports.Add("A", Reports.Passed() + Reports.Skipped("NotApplicable: it is not claimed")), _reports.Add("B", Reports.Passed()));

        Assert.True(isGreen);
        Assert.EndsWith("1 not applicable, 0 not on this machine, 0 missing\n2 passed, 0 failed, 1 skipped\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("== Failures", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_test_is_named_with_its_message()
    {
        var (isGreen, text) = Summarize(_reports.Add("A", Reports.Passed() + Reports.Failed("Expected: 1"), status: 1));

        Assert.False(isGreen);
        Assert.Contains("A: breaks\n    Expected: 1\n    at Somewhere()", text, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed, 0 skipped\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(134, "it ended with status 134 before it could write its report")]
    [InlineData(124, "it did not end within its time and was killed")]
    [InlineData(137, "it did not end within its time and was killed")]
    public void A_project_that_left_no_report_is_a_failure_with_its_last_lines(int status, string cause)
    {
        var (isGreen, text) = Summarize(_reports.Add("A", null, status, log: "the last line"), _reports.Add("B", Reports.Passed()));

        Assert.False(isGreen);
        Assert.Contains($"A: {cause}. Its last lines:\nthe last line", text, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed, 0 skipped\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_nobody_ran_is_a_failure()
    {
        var (isGreen, text) = Summarize(ProjectRun.Read(_reports.Path, "A"), _reports.Add("B", Reports.Passed()));

        Assert.False(isGreen);
        Assert.Contains("A: it was not run to its end", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_that_no_failed_test_explains_is_a_failure() =>
        Assert.False(Summarize(_reports.Add("A", Reports.Passed(), status: 3)).IsGreen);

    [Fact]
    public void A_run_without_a_passed_test_is_red() =>
        Assert.False(Summarize(_reports.Add("A", Reports.Skipped("NotApplicable: nothing is claimed"))).IsGreen);

    [Fact]
    public void What_is_missing_makes_the_run_red_and_is_named_once()
    {
        var project = _reports.Add("A", Reports.Passed() + Reports.Skipped("Missing: podman is not installed") + Reports.Skipped("Missing: podman is not installed", "another"));
        var (isGreen, text) = Summarize([project], setupLog: "E: Unable to locate package podman");

        Assert.False(isGreen);
        Assert.Contains("2 tests not run, for something is missing", text, StringComparison.Ordinal);
        Assert.Contains("podman is not installed\n    such as A: is skipped", text, StringComparison.Ordinal);
        Assert.Contains("E: Unable to locate package podman", text, StringComparison.Ordinal);
        Assert.EndsWith("0 not applicable, 0 not on this machine, 2 missing\n1 passed, 2 failed, 0 skipped\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_may_be_allowed()
    {
        var (isGreen, text) = Summarize([_reports.Add("A", Reports.Passed() + Reports.Skipped("Missing: podman is not installed"))], allowMissing: true);

        Assert.True(isGreen);
        Assert.Contains("allowed to be missing: Missing: podman", text, StringComparison.Ordinal);
        Assert.EndsWith("1 missing\n1 passed, 0 failed, 1 skipped\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NotHere: There is no GPU.", true)]
    [InlineData("NotHere: There is no disk.", false)]
    [InlineData("There is no GPU.", false)]
    [InlineData("", false)]
    public void A_skip_because_of_the_machine_must_be_accepted(string reason, bool isGreen)
    {
        var (actual, text) = Summarize(_reports.Add("A", Reports.Passed() + Reports.Skipped(reason)));

        Assert.Equal(isGreen, actual);
        Assert.Contains($"{(isGreen ? 1 : 0)} not on this machine", text, StringComparison.Ordinal);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Slow_tests_and_projects_over_their_budget_are_named()
    {
        var text = Summarize(_reports.Add("A", Reports.Passed("quick", 0.25) + Reports.Passed("slow", 61.25), seconds: 70)).Text;

        Assert.Contains("   61.3 s  A: slow\n    0.3 s  A: quick\n", text, StringComparison.Ordinal);
        Assert.Contains("   70 s of   60 s  (  12 s of processors)  A  (over its budget)", text, StringComparison.Ordinal);
    }

    public void Dispose() => _reports.Dispose();

    private static (bool IsGreen, string Text) Summarize(params ProjectRun[] projects) => Summarize(projects, allowMissing: false);

    private static (bool IsGreen, string Text) Summarize(ProjectRun[] projects, bool allowMissing = false, string setupLog = "")
    {
        var summary = new Summary(projects, [new ProjectBudget("A", "waiting", 60)], [new AcceptedSkip("^There is no GPU", "none is lent to tests")], allowMissing, setupLog);
        var text = new StringWriter { NewLine = "\n" };
        summary.Write(text);
        return (summary.IsGreen, text.ToString());
    }
}
