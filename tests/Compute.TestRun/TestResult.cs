namespace Compute.TestRun;

/// <summary>How a test ended, by xUnit's report.</summary>
internal enum TestStatus
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>One test of a report.</summary>
/// <param name="Project">The test project's name.</param>
/// <param name="Name">The test's display name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Text">Why it was skipped, or the failure's message and stack trace; empty when it passed.</param>
internal sealed record TestResult(string Project, string Name, TestStatus Status, double Seconds, string Text);
