namespace Compute.TestRun;

/// <summary>Files of lines.</summary>
internal static class TextTable
{
    private const int LogLines = 20;

    /// <summary>The lines that say something; <c>#</c> begins a comment.</summary>
    public static IEnumerable<string> Read(string path) =>
        File.ReadLines(path).Select(line => line.Split('#', 2)[0].Trim()).Where(line => line.Length > 0);

    /// <summary>The end of a log; empty where there is none.</summary>
    public static string LastLines(string path) => File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(LogLines)) : "";
}
