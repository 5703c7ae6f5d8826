using System.Globalization;

namespace Compute.TestRun.Tests;

/// <summary>A directory of reports, as <c>run-projects.sh</c> leaves it.</summary>
internal sealed class Reports : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("compute-test-run-");

    public string Path => _directory.FullName;

    /// <summary>Writes what a project leaves; without a report where it ended before it could write one.</summary>
    public ProjectRun Add(string name, string? tests, int status = 0, int seconds = 3, string log = "")
    {
        var folder = _directory.CreateSubdirectory(name).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "status"), status.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(System.IO.Path.Combine(folder, "seconds"), seconds.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(System.IO.Path.Combine(folder, "processors"), "a line of the shell's own\n9 3\n");
        File.WriteAllText(System.IO.Path.Combine(folder, "log"), log);
        if (tests is not null)
        {
            File.WriteAllText(System.IO.Path.Combine(folder, "report.xml"), $"<assemblies><assembly><errors /><collection>{tests}</collection></assembly></assemblies>");
        }

        return ProjectRun.Read(Path, name);
    }

    public static string Passed(string name = "works", double seconds = 0.1) =>
        string.Create(CultureInfo.InvariantCulture, $"<test name='{name}' result='Pass' time='{seconds}' />");

    public static string Skipped(string reason, string name = "is skipped") => $"<test name='{name}' result='Skip' time='0'><reason><![CDATA[{reason}]]></reason></test>";

    public static string Failed(string message) =>
        $"<test name='breaks' result='Fail' time='1'><failure><message><![CDATA[{message}]]></message><stack-trace>at Somewhere()</stack-trace></failure></test>";

    public void Dispose() => _directory.Delete(recursive: true);
}
