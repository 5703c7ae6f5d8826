using System.Globalization;

namespace Compute.Providers.E2B.Wire;

/// <summary>The signals of Linux in the words of Go, in which the agent says how a process ended: <c>signal: killed</c>.</summary>
internal static class GoSignals
{
    private const string Prefix = "signal: ";

    /// <summary>From 1 on; the others are <c>signal 16</c>.</summary>
    private static readonly string[] Names =
    [
        "hangup", "interrupt", "quit", "illegal instruction", "trace/breakpoint trap", "aborted", "bus error", "floating point exception",
        "killed", "user defined signal 1", "segmentation fault", "user defined signal 2", "broken pipe", "alarm clock", "terminated",
    ];

    /// <summary>The number of the signal that a status names; null when it names none.</summary>
    public static int? NumberIn(string? status)
    {
        if (status?.StartsWith(Prefix, StringComparison.Ordinal) != true)
        {
            return null;
        }

        var name = status[Prefix.Length..].Replace(" (core dumped)", string.Empty, StringComparison.Ordinal);
        var number = Array.IndexOf(Names, name) + 1;
        return number > 0 || (int.TryParse(name.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number is > 0 and <= 64) ? number : null;
    }
}
