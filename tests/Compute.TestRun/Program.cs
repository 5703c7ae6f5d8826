using Compute.TestRun;

if (args is not [var run, var reports, .. var projects])
{
    Console.Error.WriteLine("usage: Compute.TestRun RUN-DIRECTORY REPORTS-DIRECTORY PROJECT...");
    return 2;
}

var summary = new Summary(
    [.. projects.Select(project => ProjectRun.Read(reports, Path.GetFileName(project)))],
    ProjectBudget.Read(Path.Combine(run, "projects.txt")),
    AcceptedSkip.Read(Path.Combine(run, "accepted-skips.txt")),
    allowMissing: Environment.GetEnvironmentVariable("COMPUTE_TEST_ALLOW_MISSING") == "1",
    setupLog: TextTable.LastLines(Path.Combine(reports, "setup.log")));
summary.Write(Console.Out);
return summary.IsGreen ? 0 : 1;
