namespace Compute.TestRun.Tests;

/// <summary>The tables that the run reads.</summary>
public sealed class TableTests
{
    private static readonly string[] Lanes = ["engines", "waiting", "computing"];
    private static readonly string[] Folders = ["tests", "samples"];

    private static IReadOnlyList<ProjectBudget> Budgets { get; } = ProjectBudget.Read(Path.Combine(Repository.Run, "projects.txt"));

    /// <summary>A test project that is in no lane would not be run, and nobody would miss it.</summary>
    [Fact]
    public void Every_test_project_has_a_lane_and_a_budget()
    {
        string[] projects = [.. Folders.SelectMany(folder => Directory.GetDirectories(Path.Combine(Repository.Root, folder), "*.Tests"))
            .Select(path => Path.GetFileName(path)!)];

        Assert.Equal(projects.Order(StringComparer.Ordinal), Budgets.Select(budget => budget.Name).Order(StringComparer.Ordinal));
        Assert.All(Budgets, budget => Assert.Contains(budget.Lane, Lanes));
    }

    [Fact]
    public void The_documentation_has_the_budgets()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "testing.md"));
        Assert.All(Budgets, budget => Assert.Contains($"| {budget.Name} | {budget.Lane} | {budget.Seconds} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_accepted_skip_has_a_reason() => Assert.NotEmpty(AcceptedSkip.Read(Path.Combine(Repository.Run, "accepted-skips.txt")));
}
