using System.Globalization;

namespace Compute.Framework.Benchmarks;

/// <summary>How far this process's working set grows while something runs: the kernel's own high-water mark.</summary>
internal static class PeakMemory
{
    private const string ResetPeak = "5";

    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>MiB between the working set before and its peak during <paramref name="action"/>.</summary>
    public static async Task<double> GrowthAsync(Func<Task> action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await File.WriteAllTextAsync("/proc/self/clear_refs", ResetPeak);
        var before = Kibibytes("VmRSS:");
        await action();
        return (Kibibytes("VmHWM:") - before) / 1024.0;
    }

    private static long Kibibytes(string field) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim().Split(' ')[0],
        CultureInfo.InvariantCulture);
}
