using System.Globalization;

namespace Compute.Framework.Benchmarks;

/// <summary>How far a process's working set grows while something runs: the kernel's own high-water mark.</summary>
internal static class PeakMemory
{
    private const string ResetPeak = "5";

    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>MiB between the working set before and its peak during <paramref name="action"/>; of this process, or of another.</summary>
    public static async Task<double> GrowthAsync(Func<Task> action, int? processId = null)
    {
        if (processId is null)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var directory = $"/proc/{processId ?? Environment.ProcessId}";
        await File.WriteAllTextAsync($"{directory}/clear_refs", ResetPeak);
        var before = Kibibytes(directory, "VmRSS:");
        await action();
        return (Kibibytes(directory, "VmHWM:") - before) / 1024.0;
    }

    private static long Kibibytes(string directory, string field) => long.Parse(
        File.ReadLines($"{directory}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim().Split(' ')[0],
        CultureInfo.InvariantCulture);
}
