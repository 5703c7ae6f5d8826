using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Compute.TestRun;

/// <summary>What became of one test project: its folder below the reports has the report, the exit status and the time.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Results">Its tests; empty when it ended before it could write its report.</param>
/// <param name="Seconds">How long it ran; null when it was not started.</param>
/// <param name="Problem">Why there is no complete report; null when there is one.</param>
internal sealed record ProjectRun(string Name, IReadOnlyList<TestResult> Results, int? Seconds, string? Problem)
{
    /// <summary>How many seconds of processors it and the programs that it started used; null when that is not known.</summary>
    public int? ProcessorSeconds { get; private init; }

    public static ProjectRun Read(string reports, string name) =>
        ReadReport(reports, name) with { ProcessorSeconds = ReadProcessors(Path.Combine(reports, name, "processors")) };

    private static ProjectRun ReadReport(string reports, string name)
    {
        var folder = Path.Combine(reports, name);
        if (ReadNumber(Path.Combine(folder, "status")) is not { } status)
        {
            return new ProjectRun(name, [], null, "it was not run to its end: what should have run it ended before it.");
        }

        var seconds = ReadNumber(Path.Combine(folder, "seconds"));
        try
        {
            var report = XDocument.Load(Path.Combine(folder, "report.xml"));
            var problem = report.Descendants("error").Select(ReadFailure).FirstOrDefault();
            var results = report.Descendants("test").Where(test => (string?)test.Attribute("result") != "NotRun").Select(test => ReadTest(name, test)).ToArray();
            // The runner's status counts the failed tests, up to 255.
            var isExplained = status == 0 || problem is not null || results.Any(result => result.Status == TestStatus.Failed);
            return new ProjectRun(name, results, seconds, problem ?? (isExplained ? null : $"it ended with status {status}, but no test failed.{LastWords(folder)}"));
        }
        catch (Exception unreadable) when (unreadable is IOException or XmlException)
        {
            var cause = status is 124 or 137 ? "it did not end within its time and was killed" : $"it ended with status {status} before it could write its report";
            return new ProjectRun(name, [], seconds, $"{cause}.{LastWords(folder)}");
        }
    }

    /// <summary>The last line has the seconds in programs and in the kernel.</summary>
    private static int? ReadProcessors(string path)
    {
        var words = File.Exists(path) ? File.ReadLines(path).LastOrDefault("").Split(' ') : [];
        return words is [var user, var system] && int.TryParse(user, CultureInfo.InvariantCulture, out var inPrograms)
            && int.TryParse(system, CultureInfo.InvariantCulture, out var inKernel)
            ? inPrograms + inKernel
            : null;
    }

    private static TestResult ReadTest(string project, XElement test)
    {
        var name = (string?)test.Attribute("name") ?? "";
        var seconds = (double?)test.Attribute("time") ?? 0;
        return (string?)test.Attribute("result") switch
        {
            "Pass" => new TestResult(project, name, TestStatus.Passed, seconds, ""),
            "Skip" => new TestResult(project, name, TestStatus.Skipped, seconds, (string?)test.Element("reason") ?? ""),
            _ => new TestResult(project, name, TestStatus.Failed, seconds, ReadFailure(test)),
        };
    }

    private static string ReadFailure(XElement element) =>
        $"{(string?)element.Descendants("message").FirstOrDefault()}\n{(string?)element.Descendants("stack-trace").FirstOrDefault()}".Trim();

    private static int? ReadNumber(string path) =>
        File.Exists(path) && int.TryParse(File.ReadAllText(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string LastWords(string folder) =>
        TextTable.LastLines(Path.Combine(folder, "log")) is { Length: > 0 } lines ? $" Its last lines:\n{lines}" : "";
}
