using System.Globalization;

namespace Compute.TestRun;

/// <summary>Counts what became of all tests, and writes what a reader needs at the end of a run.</summary>
/// <param name="projects">What ran.</param>
/// <param name="budgets">What each project may take.</param>
/// <param name="accepted">The skips because of this machine that are accepted.</param>
/// <param name="allowMissing">Whether a tool that is not there is a skip instead of a failure.</param>
/// <param name="setupLog">The last lines of the set-up's log, shown where something is missing.</param>
internal sealed class Summary(
    IReadOnlyList<ProjectRun> projects,
    IReadOnlyList<ProjectBudget> budgets,
    IReadOnlyList<AcceptedSkip> accepted,
    bool allowMissing,
    string setupLog = "")
{
    private const int SlowestTests = 30;

    private readonly TestResult[] _results = [.. projects.SelectMany(project => project.Results)];

    private readonly ILookup<SkipKind, TestResult> _skips = projects.SelectMany(project => project.Results)
        .Where(result => result.Status == TestStatus.Skipped).ToLookup(result => Skips.KindOf(result, accepted));

    /// <summary>What is counted as failed: tests, projects without a report, and skips that nobody may pass over.</summary>
    public int Failed =>
        _results.Count(result => result.Status == TestStatus.Failed) + projects.Count(project => project.Problem is not null)
        + _skips[SkipKind.NotAccepted].Count() + (allowMissing ? 0 : _skips[SkipKind.Missing].Count());

    public int Passed => _results.Count(result => result.Status == TestStatus.Passed);

    public int Skipped => _skips[SkipKind.NotApplicable].Count() + _skips[SkipKind.NotHere].Count() + (allowMissing ? _skips[SkipKind.Missing].Count() : 0);

    /// <summary>Whether every test that ran passed, some did, and nothing is hidden by a skip.</summary>
    public bool IsGreen => Failed == 0 && Passed > 0;

    public void Write(TextWriter writer)
    {
        WriteSlowest(writer);
        WriteTimes(writer);
        WriteSkips(writer);
        WriteFailures(writer);
        writer.WriteLine($"{_skips[SkipKind.NotApplicable].Count()} not applicable, {_skips[SkipKind.NotHere].Count()} not on this machine, {_skips[SkipKind.Missing].Count()} missing");
        writer.WriteLine($"{Passed} passed, {Failed} failed, {Skipped} skipped");
    }

    private void WriteSlowest(TextWriter writer)
    {
        writer.WriteLine("== Slowest tests");
        foreach (var test in _results.OrderByDescending(test => test.Seconds).Take(SlowestTests))
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{test.Seconds,7:0.0} s  {test.Project}: {test.Name}"));
        }
    }

    private void WriteTimes(TextWriter writer)
    {
        writer.WriteLine("== Time of each project, and its budget on two idle cores");
        foreach (var project in projects.OrderByDescending(project => project.Seconds))
        {
            var budget = budgets.FirstOrDefault(budget => budget.Name == project.Name)?.Seconds;
            writer.WriteLine(
                $"{project.Seconds,5} s of {budget,4} s  ({project.ProcessorSeconds,4} s of processors)  {project.Name}" +
                $"{(project.Seconds > budget ? "  (over its budget)" : "")}");
        }
    }

    private void WriteSkips(TextWriter writer)
    {
        if (_skips[SkipKind.NotHere].Any())
        {
            writer.WriteLine("== Not on this machine");
            foreach (var reason in _skips[SkipKind.NotHere].GroupBy(test => test.Text))
            {
                writer.WriteLine($"{reason.Key}\n    {string.Join("\n    ", reason.Select(test => test.Name))}");
            }
        }
    }

    private void WriteFailures(TextWriter writer)
    {
        if (Failed == 0 && !_skips[SkipKind.Missing].Any())
        {
            return;
        }

        writer.WriteLine("== Failures");
        foreach (var project in projects.Where(project => project.Problem is not null))
        {
            writer.WriteLine($"{project.Name}: {project.Problem}");
        }

        foreach (var test in _results.Where(test => test.Status == TestStatus.Failed))
        {
            writer.WriteLine($"{test.Project}: {test.Name}\n    {test.Text.ReplaceLineEndings("\n    ")}");
        }

        WriteHidden(writer, SkipKind.Missing, allowMissing ? "allowed to be missing" : "not run, for something is missing; install it, or set COMPUTE_TEST_ALLOW_MISSING=1");
        if (_skips[SkipKind.Missing].Any() && setupLog.Length > 0)
        {
            writer.WriteLine($"The last lines of the set-up:\n    {setupLog.ReplaceLineEndings("\n    ")}");
        }

        WriteHidden(writer, SkipKind.NotAccepted, "skipped for a reason that tests/run/accepted-skips.txt does not have");
    }

    private void WriteHidden(TextWriter writer, SkipKind kind, string what)
    {
        foreach (var reason in _skips[kind].GroupBy(test => test.Text))
        {
            writer.WriteLine($"{reason.Count()} tests {what}: {reason.Key}\n    such as {reason.First().Project}: {reason.First().Name}");
        }
    }
}
